import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { runAll } from './post-all.ts';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** @returns the histories of these workflows' newest runs, in the given order */
export async function readRuns(client: Client, workflowIds: readonly string[]): Promise<HistoryEvent[][]> {
  return await runAll(workflowIds, 10, async (workflowId) => {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    return events ?? [];
  });
}

/** @returns the event's time, UNIX milliseconds */
export function timeOf({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1_000_000;
}
