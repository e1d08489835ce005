import type { Metrics } from './create-metrics.ts';

/** Front counts by the minute. */
const windowMs = 60_000;

/** Shows Front's limit from its first answer on. @returns what is told of the limit, in requests a minute, and what is left of it */
export function showFrontLimit(
  metrics: Metrics,
  now: () => number = () => performance.now(),
): (limit: number, left: number) => void {
  let last: { limit: number; left: number; atMs: number } | undefined;
  metrics.onScrape('callthread_front_limit', async () =>
    last === undefined ? [] : [{ labels: {}, value: last.limit }],
  );
  metrics.onScrape('callthread_front_limit_left', async () => {
    if (last === undefined) return [];
    // Nobody asks Front at night, and its last word of the evening is no longer true.
    return [{ labels: {}, value: now() - last.atMs < windowMs ? last.left : last.limit }];
  });
  return (limit, left) => {
    last = { limit, left, atMs: now() };
  };
}
