import type { Client } from '@temporalio/client';
import { aircallEvent } from '../../workflows/messages.ts';
import { runAll } from '../stage/post-all.ts';
import { readRuns, untilCompleted } from '../stage/workflow-runs.ts';
import { bareTaskQueue } from './bare-task-queue.ts';
import type { BareInput } from './bare-workflow.ts';
import { type Batch, toBatch } from './call-batches.ts';

const concurrency = 50;

interface BareShape {
  activities: number;
  timers: number;
  delayMs: number;
}

/**
 * @returns a function that starts so many bare workflows, each by signal-with-start, and waits until all have closed
 */
export function bareBatches(
  client: Client,
  count: number,
  { activities, timers, delayMs }: BareShape,
): () => Promise<Batch> {
  let started = 0;
  return async () => {
    const ids = Array.from({ length: count }, (_, index) => `bare-${started + index}`);
    await runAll(ids, concurrency, async (workflowId) => {
      const untilMs = Math.floor(Date.now() / 1000) * 1000 + delayMs;
      await client.workflow.signalWithStart('bareWorkflow', {
        workflowId,
        taskQueue: bareTaskQueue,
        args: [{ activities, timers, untilMs } satisfies BareInput],
        signal: aircallEvent,
        signalArgs: [],
      } as Parameters<typeof client.workflow.signalWithStart>[1]);
    });
    started += count;
    await untilCompleted(client, 'bareWorkflow', started);
    return toBatch(await readRuns(client, ids));
  };
}
