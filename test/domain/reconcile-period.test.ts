import { expect, it } from 'vitest';
import { reconcilePeriod } from '../../src/domain/call-lists.ts';

const hour = 3600;
const now = 100 * 24 * hour;

it.each<[string, number | null, number, number?]>([
  ['to a call of five hours that had not ended', now - hour / 2, 5 * hour, now - 5 * hour],
  ['three hours where the call had only begun', now - hour / 2, 3.5 * hour, now - hour],
  ['a day for a call that never ends', now - hour / 2, 24 * hour, now - 24 * hour],
  ['no further for it', now - hour / 2, 3.5 * hour, now - 24 * hour - 1],
  ['the first time: three hours', null, 3 * hour],
  ['half an hour after the last: all since then, and three hours', now - hour / 2, 3.5 * hour],
  ['after two days', now - 48 * hour, 51 * hour],
  ['after a month: no more than seven days', now - 30 * 24 * hour, 7 * 24 * hour],
  ['when the last one has reached further than now', now + hour, 3 * hour],
])('looks back, %s', (_name, reached, seconds, openSince) => {
  expect(reconcilePeriod(now, reached, openSince)).toEqual({ fromSeconds: now - seconds, toSeconds: now });
});
