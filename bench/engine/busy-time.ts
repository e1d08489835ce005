import { quantile } from '../quantile.ts';
import { type HistoryEvent, timeOf } from '../stage/read-runs.ts';

/** The last of a batch are left aside: a task that the server gives to nobody costs ten seconds, whoever's it is. */
const countedShare = 0.95;

/**
 * How many workflows a batch of them did a second. The engine is busy from the first start until they have done what comes
 * before their timers, and from the first timer that fires until they have closed. In between all only wait; where the
 * one goes on until after the other has begun, nothing is taken off.
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

/** What a bare workflow is made of, to be as much as these: the most that any of them has. */
export function shapeOf(runs: readonly HistoryEvent[][]): { activities: number; timers: number } {
  const most = (isOne: (event: HistoryEvent) => unknown): number =>
    Math.max(...runs.map((events) => events.filter((event) => isOne(event)).length));
  return {
    activities: most((event) => event.activityTaskScheduledEventAttributes),
    timers: most((event) => event.timerStartedEventAttributes),
  };
}
