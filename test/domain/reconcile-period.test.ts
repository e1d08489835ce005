import { expect, it } from 'vitest';
import { reconcilePeriod } from '../../src/domain/reconcile-period.ts';

const hour = 3600;
const now = 100 * 24 * hour;

it.each([
  ['the first time: three hours', null, 3 * hour],
  ['half an hour after the last: all since then, and three hours', now - hour / 2, 3.5 * hour],
  ['after two days', now - 48 * hour, 51 * hour],
  ['after a month: no more than seven days', now - 30 * 24 * hour, 7 * 24 * hour],
  ['when the last one has reached further than now', now + hour, 3 * hour],
])('looks back, %s', (_name, reached, seconds) => {
  expect(reconcilePeriod(now, reached)).toEqual({ fromSeconds: now - seconds, toSeconds: now });
});
