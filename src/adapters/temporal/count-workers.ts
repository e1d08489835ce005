import type { Client } from '@temporalio/client';
import { listPollers } from './count-pollers.ts';

const refreshMs = 10_000;

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
