import type { Client } from '@temporalio/client';
import { countPollers } from './count-pollers.ts';

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
    count = Math.max(1, await countPollers(client, taskQueue));
  };
  // While Temporal is away nothing is polled either: the last count stays.
  const timer = setInterval(() => void refresh().catch(() => {}), refreshMs);
  timer.unref();
  void refresh().catch(() => {});
  return { now: () => count, stop: () => clearInterval(timer) };
}
