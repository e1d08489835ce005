import { type HistoryEvent, timeOf } from '../stage/workflow-runs.ts';
import { quantile } from '../statistics.ts';

/**
 * Workflows at the end of a batch that are left out: a task that the server gives to no poller costs ten seconds, in
 * either batch.
 */
const countedShare = 0.95;

/**
 * How many workflows of a batch were done per second: from the first start until all have completed their last activity,
 * which for a call means that it is logged. What follows are waits: the three minutes, and the lock's memory.
 */
export function perSecond(runs: readonly HistoryEvent[][]): number {
  const firstStart = Math.min(...runs.map((events) => timeOf(events[0] ?? {})));
  const done = runs.map((events) => {
    const last = events.findLast((event) => event.activityTaskCompletedEventAttributes);
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
