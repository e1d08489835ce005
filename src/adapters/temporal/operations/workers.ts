import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { withTimeout } from '../connection/requests.ts';

const refreshMs = 10_000;
const timeoutMs = 5000;

interface WorkerCount {
  /** Number of processes that poll the task queue; 1 until it is known. A killed one counts for 75 s. */
  now(): number;
  /** Whether there is none, checked again first: a worker that has just started gets all later events. */
  none(): Promise<boolean>;
  stop(): void;
}

/**
 * Keeps count of the workers, which share Front's limit; the ingress needs to know when there is none. It costs no billed
 * action.
 * @param self a worker's own identity: it counts before Temporal has seen it
 */
export function countWorkers(client: Client, taskQueue: string, self?: string): WorkerCount {
  let count = 1;
  const ask = async (): Promise<void> => {
    // While Temporal is down, the last count stays.
    const pollers = await listPollers(client, taskQueue).catch(() => null);
    if (pollers === null) return;
    if (self !== undefined) pollers.add(self);
    count = pollers.size;
  };
  // Concurrent webhooks that find no worker share one request.
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
/** A poll lasts at most a minute, so a worker that has not polled for longer is gone. */
const maxSilenceMs = 75_000;

/** @returns how many processes poll the task queue; it costs no billed action @throws when Temporal does not answer */
export async function countPollers(client: Client, taskQueue: string): Promise<number> {
  return (await listPollers(client, taskQueue)).size;
}

/** As `countPollers`, within a few seconds. */
export async function countWorkersNow(client: Client, taskQueue: string): Promise<number> {
  return await withTimeout(client, timeoutMs, () => countPollers(client, taskQueue));
}

/**
 * Lists pollers of workflow tasks: a worker whose activities all wait for Front's limit does not poll for activities, for
 * minutes.
 * @returns the identities of the processes @throws when Temporal does not answer
 */
async function listPollers(client: Client, taskQueue: string): Promise<Set<string>> {
  const { namespace } = client.options;
  const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflows };
  const { pollers } = await client.connection.workflowService.describeTaskQueue(request);
  const alive = (pollers ?? []).filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < maxSilenceMs,
  );
  return new Set(alive.map(({ identity }) => identity ?? ''));
}

/** The queue of live calls. Renaming it strands running calls. */
export const callTaskQueue = 'callthread';

/**
 * The queue of late and past calls, so that live calls do not wait behind them: calls whose events came late or while no
 * worker polled, calls of a backfill, and writes of calls that became late.
 */
export const backfillTaskQueue = 'callthread-backfill';
