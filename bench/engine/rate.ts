import { type HistoryEvent, timeOf } from '../stage/workflow-runs.ts';
import { quantile } from '../statistics.ts';

/**
 * Workflows at the end of a batch that are left out: a task that the server gives to no poller costs ten seconds, in
 * either batch.
 */
const countedShare = 0.95;

/** When a workflow is counted: once its activities are done, which for a call means logged, or its timers are over too. */
type Until = 'activities' | 'timers';

/**
 * How many workflows of a batch were done per second: from the first start until all have come so far. A call then only
 * waits for its lock's minute of memory.
 */
export function perSecond(runs: readonly HistoryEvent[][], until: Until): number {
  const firstStart = Math.min(...runs.map((events) => timeOf(events[0] ?? {})));
  const done = runs.map((events) => {
    const last = events.findLast(
      (event) => event.activityTaskCompletedEventAttributes || (until === 'timers' && event.timerFiredEventAttributes),
    );
    if (last === undefined) throw new Error('A workflow of the batch completed no activity');
    return timeOf(last);
  });
  return (countedShare * runs.length * 1000) / (quantile(done, countedShare) - firstStart);
}

/** The size of a bare workflow equal to these: the maximum that any of them has. */
export function shapeOf(runs: readonly HistoryEvent[][]): { activities: number; timers: number } {
  const most = (isOne: (event: HistoryEvent) => unknown): number =>
    Math.max(...runs.map((events) => events.filter((event) => isOne(event)).length));
  return {
    activities: most((event) => event.activityTaskScheduledEventAttributes),
    timers: most((event) => event.timerStartedEventAttributes),
  };
}
