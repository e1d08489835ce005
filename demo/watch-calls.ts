import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { withTimeout } from '../src/adapters/temporal/connection/requests.ts';
import { callWorkflowId } from '../src/domain/ids.ts';
import type { SearchAttributeName } from '../workflows/messages.ts';
import { callWorkflowType, state } from '../workflows/messages.ts';
import type { PlayedCall, SeenWorkflow } from './story.ts';

const pauseMs = 700;
const deadlineMs = 3_000;

/**
 * Keeps `workflow` of the calls up to date until the signal is aborted: the search attributes, and what running workflows
 * wait for. Nothing changes while Temporal does not answer.
 */
export async function watchCalls(client: Client, calls: PlayedCall[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await withTimeout(client, deadlineMs, () => look(client, calls)).catch(() => {});
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function look(client: Client, calls: PlayedCall[]): Promise<void> {
  const latest = new Map<string, WorkflowExecutionInfo>();
  for await (const found of client.workflow.list({ query: `WorkflowType = "${callWorkflowType}"` })) {
    const known = latest.get(found.workflowId);
    if (known === undefined || known.startTime < found.startTime) latest.set(found.workflowId, found);
  }
  const begun = calls.flatMap((call) => {
    const found = call.callId === null ? undefined : latest.get(callWorkflowId(call.callId));
    return found === undefined ? [] : [{ call, found }];
  });
  await Promise.all(
    begun.map(async ({ call, found }) => {
      call.workflow = { ...attributesOf(found), ...(await detailsOf(client, found)) };
    }),
  );
}

function attributesOf({ searchAttributes }: WorkflowExecutionInfo): Pick<SeenWorkflow, 'state' | 'qualification'> {
  const keyword = (name: SearchAttributeName): string | null => {
    const value = searchAttributes[name]?.[0];
    return value === undefined ? null : String(value);
  };
  return { state: keyword('CallthreadState') ?? 'waiting', qualification: keyword('CallthreadQualification') };
}

async function detailsOf(
  client: Client,
  { workflowId, status }: WorkflowExecutionInfo,
): Promise<Pick<SeenWorkflow, 'waitingFor' | 'parked'>> {
  if (status.name !== 'RUNNING') return { waitingFor: [], parked: [] };
  const { waitingFor, parked } = await client.workflow.getHandle(workflowId).query(state);
  return {
    waitingFor,
    parked: parked.map(({ step, failure, message, remedy }) => `${step}: ${failure}: ${message}. ${remedy}`),
  };
}
