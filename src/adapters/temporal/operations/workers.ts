import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { withTimeout } from '../connection/requests.ts';

const refreshMs = 10_000;
const timeoutMs = 5000;

export interface WorkerCount {
  /** How many processes poll the task queue; 1 until that is known. One that was killed counts for 75 s. */
  now(): number;
  /** Whether there is none, asked anew before it says so: one that has just come is to have all that comes after it. */
  none(): Promise<boolean>;
  stop(): void;
}

/**
 * Keeps count of the workers: each takes its share of Front's limit, and the ingress sees when there is none. It costs no action.
 * @param self a worker's own identity: it counts from the start, before Temporal has seen it
 */
export function countWorkers(client: Client, taskQueue: string, self?: string): WorkerCount {
  let count = 1;
  const ask = async (): Promise<void> => {
    // While Temporal is away nothing is polled either: the last count stays.
    const pollers = await listPollers(client, taskQueue).catch(() => null);
    if (pollers === null) return;
    if (self !== undefined) pollers.add(self);
    count = pollers.size;
  };
  // A flush of webhooks that finds no worker asks once, not once for each.
  let asking: Promise<void> | null = null;
  const refresh = async (): Promise<void> => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    await asking;
  };
  const timer = setInterval(() => void refresh(), refreshMs).unref();
  void refresh();
  return {
    now: () => count,
    async none() {
      if (count === 0) await refresh();
      return count === 0;
    },
    stop: () => clearInterval(timer),
  };
}

const { TASK_QUEUE_TYPE_WORKFLOW: workflows } = proto.temporal.api.enums.v1.TaskQueueType;
/** A poll lasts a minute at most, so a worker that has not polled for longer is gone. */
const longestSilenceMs = 75_000;

/** @returns how many processes poll the task queue. It costs no action. @throws when Temporal does not answer */
export async function countPollers(client: Client, taskQueue: string): Promise<number> {
  return (await listPollers(client, taskQueue)).size;
}

/** As `countPollers`, within a few seconds. */
export async function countWorkersNow(client: Client, taskQueue: string): Promise<number> {
  return await withTimeout(client, timeoutMs, () => countPollers(client, taskQueue));
}

/**
 * By those who ask for workflow tasks, which take moments: a worker whose activities all wait at Front's limit asks for no
 * more activities, for minutes.
 * @returns the identities of the processes that poll the task queue @throws when Temporal does not answer
 */
async function listPollers(client: Client, taskQueue: string): Promise<Set<string>> {
  const { namespace } = client.options;
  const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflows };
  const { pollers } = await client.connection.workflowService.describeTaskQueue(request);
  const alive = (pollers ?? []).filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < longestSilenceMs,
  );
  return new Set(alive.map(({ identity }) => identity ?? ''));
}

/** Of the workflows and activities of live calls. Changing it strands what is under way: workers listen by this name. */
export const callTaskQueue = 'callthread';

/**
 * Of calls that are late when they are told of or told while no worker is there, of those that a backfill imports, and of what
 * is written into Front of a call that became late: on a queue of their own, so that live calls do not wait behind them.
 */
export const backfillTaskQueue = 'callthread-backfill';
