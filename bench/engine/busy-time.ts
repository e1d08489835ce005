import { type HistoryEvent, timeOf } from '../stage/workflow-runs.ts';
import { quantile } from '../statistics.ts';

/**
 * Workflows at the end of a batch that are left out: a task that the server gives to no poller costs ten seconds, in
 * either batch.
 */
const countedShare = 0.95;

/**
 * How many workflows of a batch completed per second of busy time. The engine is busy from the first start until all
 * have done the work before their timers, and from the first timer that fires until all have closed. In between they
 * only wait; if the two phases overlap, nothing is subtracted.
 */
export function perSecond(runs: readonly HistoryEvent[][]): number {
  const firstStart = Math.min(...runs.map((events) => timeOf(events[0] ?? {})));
  const closed = runs.map((events) => timeOf(events.at(-1) ?? {}));
  const lastClosed = quantile(closed, countedShare);
  const fired = runs.flatMap((events) => events.filter((event) => event.timerFiredEventAttributes).map(timeOf));
  const firstFired = Math.min(...fired, lastClosed);
  const waits = runs.map((events) => {
    const timer = events.findLastIndex((event) => event.timerStartedEventAttributes);
    return timeOf(events[timer] ?? events.at(-1) ?? {});
  });
  const idleMs = Math.max(0, firstFired - quantile(waits, countedShare));
  return (countedShare * runs.length * 1000) / (lastClosed - firstStart - idleMs);
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
