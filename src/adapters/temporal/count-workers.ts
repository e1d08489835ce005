import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { TASK_QUEUE_TYPE_ACTIVITY: activities } = proto.temporal.api.enums.v1.TaskQueueType;
/** A poll lasts a minute at most, so a worker that has not polled for longer is gone. */
const longestSilenceMs = 75_000;
const refreshMs = 10_000;

export interface WorkerCount {
  /** How many processes poll the task queue for activities, at least 1. */
  now(): number;
  stop(): void;
}

/** Keeps count of the workers, so that each can take its share of Front's limit. It costs no action. */
export function countWorkers(client: Client, taskQueue: string): WorkerCount {
  let count = 1;
  const refresh = async (): Promise<void> => {
    const { namespace } = client.options;
    const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: activities };
    const { pollers } = await client.connection.workflowService.describeTaskQueue(request);
    const alive = (pollers ?? []).filter(
      ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < longestSilenceMs,
    );
    count = Math.max(1, new Set(alive.map(({ identity }) => identity)).size);
  };
  // While Temporal is away nothing is polled either: the last count stays.
  const timer = setInterval(() => void refresh().catch(() => {}), refreshMs);
  timer.unref();
  void refresh().catch(() => {});
  return { now: () => count, stop: () => clearInterval(timer) };
}
