import { callWorkflowId } from '../../src/domain/ids.ts';
import { callWorkflowType } from '../../workflows/messages.ts';
import { callerOf, modelBody } from '../stage/call-bodies.ts';
import type { Stage } from '../stage/open-stage.ts';
import { deliverAll } from '../stage/post-all.ts';
import { readRuns, untilCompleted } from '../stage/workflow-runs.ts';
import { perSecond, shapeOf } from './rate.ts';

/** The result of a batch of workflows that were started together. */
export interface Batch {
  perSecond: number;
  /** Without their waits. */
  loggedPerSecond: number;
  shape: { activities: number; timers: number };
  /** On average: a late one has no timer left. */
  timersEach: number;
}

const concurrency = 50;
const firstId = 20_000_000;

/** @returns a function that plays so many calls at once, each with its own caller, and waits until all have closed */
export async function callBatches(
  { aircall, temporal: { client } }: Pick<Stage<never>, 'aircall' | 'temporal'>,
  serviceUrl: string,
  calls: number,
): Promise<() => Promise<Batch>> {
  const makeBody = await modelBody(aircall);
  const lineIds = [...aircall.state.numbers.keys()];
  let played = 0;
  return async () => {
    const from = firstId + played;
    const bodies = Array.from({ length: calls }, (_, index) =>
      makeBody({ id: from + index, caller: callerOf(index), lineId: lineIds[index % lineIds.length] ?? 0 }),
    );
    await deliverAll(`${serviceUrl}/webhooks/aircall`, concurrency, bodies);
    played += calls;
    await untilCompleted(client, callWorkflowType, played);
    const ids = Array.from({ length: calls }, (_, index) => callWorkflowId(from + index));
    return toBatch(await readRuns(client, ids));
  };
}

export function toBatch(runs: Awaited<ReturnType<typeof readRuns>>): Batch {
  const timers = runs.flat().filter((event) => event.timerStartedEventAttributes).length;
  return {
    perSecond: perSecond(runs, 'timers'),
    loggedPerSecond: perSecond(runs, 'activities'),
    shape: shapeOf(runs),
    timersEach: timers / runs.length,
  };
}
