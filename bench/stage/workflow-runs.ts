import { setTimeout as sleep } from 'node:timers/promises';
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

const pauseMs = 500;
const timeoutMs = 1_800_000;

/** Waits until so many workflows of the type have completed. @throws Error after half an hour, or if one has failed */
export async function untilCompleted(client: Client, workflowType: string, count: number): Promise<void> {
  for (const startedAtMs = Date.now(); ; await sleep(pauseMs)) {
    const completed = await client.workflow.count(`WorkflowType="${workflowType}" AND ExecutionStatus="Completed"`);
    if (completed.count >= count) return;
    if (Date.now() - startedAtMs > timeoutMs) {
      throw new Error(`Of ${count} ${workflowType} only ${completed.count} have completed`);
    }
  }
}
