import type { Client } from '@temporalio/client';
import { countPollers } from './count-pollers.ts';

const refreshMs = 10_000;
/** While there is none: calls that come once one is there again are to go to it. */
const soonMs = 1_000;

export interface WorkerCount {
  /** How many processes poll the task queue for activities; 1 until that is known. One that was killed counts for 75 s. */
  now(): number;
  stop(): void;
}

/** Keeps count of the workers: each takes its share of Front's limit, and the ingress sees when there is none. It costs no action. */
export function countWorkers(client: Client, taskQueue: string): WorkerCount {
  let count = 1;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const refresh = async (): Promise<void> => {
    try {
      count = await countPollers(client, taskQueue);
    } catch {
      // While Temporal is away nothing is polled either: the last count stays.
    }
    if (!stopped) timer = setTimeout(() => void refresh(), count === 0 ? soonMs : refreshMs).unref();
  };
  void refresh();
  return {
    now: () => count,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
