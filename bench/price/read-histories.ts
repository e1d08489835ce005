import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

export interface RunHistory {
  workflowType: string;
  workflowId: string;
  events: temporal.api.history.v1.IHistoryEvent[];
  bytes: number;
}

/** The schedule's own work belongs to no call. */
const notOurs = 'reconcile';

/** @returns the histories of the namespace's runs that belong to calls: all, or those started since then */
export async function readHistories(client: Client, sinceMs = 0): Promise<RunHistory[]> {
  const query = `WorkflowType != "${notOurs}" AND StartTime >= "${new Date(sinceMs).toISOString()}"`;
  const histories: RunHistory[] = [];
  for await (const { workflowId, runId, type } of client.workflow.list({ query })) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { raw } = await handle.describe();
    const { events } = await handle.fetchHistory();
    const bytes = Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0);
    histories.push({ workflowType: type, workflowId, events: events ?? [], bytes });
  }
  return histories;
}

/** @returns whether the run is the call's own, or was started or signalled by it (its caller's lock, say) */
export function belongsTo({ workflowId, events }: RunHistory, callWorkflowId: string): boolean {
  if (workflowId === callWorkflowId) return true;
  return events.some((event) => {
    const { workflowExecutionStartedEventAttributes: start, workflowExecutionSignaledEventAttributes: signal } = event;
    if (start?.parentWorkflowExecution?.workflowId === callWorkflowId) return true;
    const said = [...(start?.input?.payloads ?? []), ...(signal?.input?.payloads ?? [])];
    return said.some(({ data }) => Buffer.from(data ?? []).includes(`"${callWorkflowId}"`));
  });
}
