import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Town } from '../e2e/town.ts';

const running = "ExecutionStatus = 'Running'";

/** The checks while a run lasts. */
export interface Watch {
  /** Ids of calls that were parked at any time. */
  parked: Set<string>;
  stop(): void;
}

/** A failure that passes by itself must never park a call, not even for a while. */
export function watchParked({ client }: Town): Watch {
  const parked = new Set<string>();
  let looking = false;
  // While the Temporal server is down nothing can be seen.
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const found = await listIds(client, `CallthreadState = 'parked' AND ${running}`).catch(() => []);
    for (const id of found) parked.add(id);
    looking = false;
  };
  const timer = setInterval(() => void look(), 1000);
  return { parked, stop: () => clearInterval(timer) };
}

async function listIds(client: Client, query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

/**
 * Waits until every call's workflow has closed, and the callers' locks with them.
 * @returns the ids of the workflows that are still open at the end
 */
export async function awaitDone({ client }: Town, callIds: number[], untilMs: number): Promise<string[]> {
  for (;;) {
    const open = await listIds(client, running).catch(() => ['unknown: the Temporal server does not answer']);
    if (open.length === 0) {
      const statuses = await Promise.all(callIds.map((id) => closedOrNot(`call-${id}`)));
      open.push(...statuses.filter((id) => id !== null));
    }
    if (open.length === 0 || Date.now() > untilMs) return open;
    await sleep(500);
  }

  /** Lists lag behind; a workflow itself does not. */
  async function closedOrNot(workflowId: string): Promise<string | null> {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'COMPLETED' ? null : `${workflowId} (${status.name})`;
  }
}

/**
 * @returns how often each kind of failure occurs in the calls' histories: of workflow tasks, and activities' attempts.
 */
export async function countFailures({ client }: Town, callIds: number[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = { 'workflow tasks failed': 0, 'workflow tasks timed out': 0 };
  for (const id of callIds) {
    const { events } = await client.workflow.getHandle(`call-${id}`).fetchHistory();
    for (const event of events ?? []) {
      if (event.workflowTaskFailedEventAttributes)
        counts['workflow tasks failed'] = (counts['workflow tasks failed'] ?? 0) + 1;
      if (event.workflowTaskTimedOutEventAttributes) {
        counts['workflow tasks timed out'] = (counts['workflow tasks timed out'] ?? 0) + 1;
      }
    }
  }
  return counts;
}
