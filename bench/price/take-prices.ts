import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import type { Stage } from '../stage/open-stage.ts';
import { type Actions, countActions, sumActions } from './count-actions.ts';
import { readActionCounter, unseenActions } from './count-all.ts';
import { nameRequest, tally } from './name-request.ts';
import { playCase, untilAllClosed } from './play-case.ts';
import { makesKnown, type PriceCase } from './price-cases.ts';
import { belongsTo, type RunHistory, readHistories } from './read-histories.ts';
import { isRequestFor } from './whose-request.ts';

/** The full cost of one call. */
export interface Price {
  case: PriceCase;
  front: Record<string, number>;
  aircall: Record<string, number>;
  actions: Actions;
  /** All workflows involved. */
  runs: RunHistory[];
  events: number;
  /** Those of the call's own run. */
  ownEvents: number;
  activities: Record<string, number>;
  timers: number;
  bytes: number;
}

/** Numbers that the French authority reserves for fiction. */
const callerOf = (index: number): string => `+33639987${String(index).padStart(3, '0')}`;

/**
 * Plays all cases, each with its own caller, and counts once all calls are over. Callers who must be known call once
 * before.
 * @throws Error if a request to Front belonged to no caller, or a call needed more than one run
 */
export async function takePrices(
  stage: Stage<FrontSimulator>,
  serviceUrl: string,
  cases: readonly PriceCase[],
  report: (progress: string) => void,
): Promise<Price[]> {
  const { front, aircall, temporal } = stage;
  for (const [index, { name, caller }] of cases.entries()) {
    report(`a first call for: ${name}`);
    // One extra call first: it makes the service fill its caches.
    if (index === 0) await playCase(stage, serviceUrl, makesKnown, callerOf(cases.length));
    if (caller === 'known') await playCase(stage, serviceUrl, makesKnown, callerOf(index));
  }
  // As usual, the calls before are over, and nothing has happened in Front since.
  await untilAllClosed(temporal);
  for (const conversation of front.state.conversations) conversation.updatedAtMs -= 3_600_000;
  front.journal.clear();
  aircall.journal.clear();
  const ids: number[] = [];
  const unseen: Actions[] = [];
  for (const [index, priced] of cases.entries()) {
    report(priced.name);
    const before = await readActionCounter(temporal.metricsUrl);
    const { id } = await playCase(stage, serviceUrl, priced, callerOf(index));
    ids.push(id);
    unseen.push(unseenActions(before, await readActionCounter(temporal.metricsUrl)));
  }
  report('waiting until all calls are over');
  await untilAllClosed(temporal);
  const histories = await readHistories(temporal.client);
  const requests = front.journal.entries.map((entry) => ({
    name: nameRequest(entry),
    of: cases.findIndex((_, index) => isRequestFor(front.state, callerOf(index), entry)),
  }));
  const unknown = requests.filter(({ of }) => of < 0).map(({ name }) => name);
  if (unknown.length > 0) throw new Error(`Requests to Front that belong to no call: ${unknown.join(', ')}`);
  return cases.map((priced, index) => {
    const id = ids[index] ?? 0;
    const runs = histories.filter((run) => belongsTo(run, callWorkflowId(id)));
    if (runs.filter(({ workflowId }) => workflowId === callWorkflowId(id)).length !== 1) {
      throw new Error(`The machine is too busy for ${priced.name}: ask for more time by --size delay-seconds=30`);
    }
    const events = runs.flatMap((run) => run.events);
    const activityTypes = events.flatMap(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
    );
    return {
      case: priced,
      front: tally(requests.filter(({ of }) => of === index).map(({ name }) => name)),
      aircall: tally(
        aircall.journal.entries.filter(({ path }) => path.includes(String(id))).map(({ method }) => method),
      ),
      actions: sumActions([...runs.map((run) => countActions(run.events)), unseen[index] ?? {}]),
      runs,
      events: events.length,
      ownEvents: runs.find(({ workflowId }) => workflowId === callWorkflowId(id))?.events.length ?? 0,
      activities: tally(activityTypes),
      timers: events.filter((event) => event.timerStartedEventAttributes).length,
      bytes: runs.reduce((sum, run) => sum + run.bytes, 0),
    };
  });
}
