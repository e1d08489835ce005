import { setTimeout as sleep } from 'node:timers/promises';
import { callWorkflowType } from '../../workflows/messages.ts';
import type { InstantFront } from '../stage/instant-front.ts';
import type { Stage } from '../stage/open-stage.ts';
import { deliverAll } from '../stage/post-all.ts';
import { untilCompleted } from '../stage/workflow-runs.ts';

interface Filling {
  stage: Pick<Stage<InstantFront>, 'front' | 'temporal'>;
  serviceUrl: string;
  count: number;
  report: (progress: string) => void;
  /** Whether to wait until the workflows have closed as well; default true. */
  untilClosed?: boolean;
}

/** As many as are logged before the first of them is late. */
const atOnce = 100;
const concurrency = 20;
const timeoutMs = 3_600_000;

/** Plays so many calls in batches, each once the previous one is in Front, and waits until all have closed. */
export async function fillWithCalls(
  { stage: { front, temporal }, serviceUrl, count, report, untilClosed = true }: Filling,
  makeBody: (index: number) => unknown,
): Promise<void> {
  const { arrived } = front.memory;
  const before = arrived.size;
  for (let from = 0; from < count; from += atOnce) {
    report(`${from} of ${count} calls`);
    const bodies = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => makeBody(from + index));
    await deliverAll(`${serviceUrl}/webhooks/aircall`, concurrency, bodies);
    const wanted = before + from + bodies.length;
    for (const startedAtMs = Date.now(); arrived.size < wanted; await sleep(50)) {
      if (Date.now() - startedAtMs > timeoutMs) throw new Error('The calls do not reach Front');
    }
  }
  if (untilClosed) await untilCompleted(temporal.client, callWorkflowType, count);
}
