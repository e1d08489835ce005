import { expect, it } from 'vitest';
import { reconcilePeriod } from '../../src/domain/call-lists.ts';

const hour = 3600;
const now = 100 * 24 * hour;

it.each<[string, number | null, number, number?]>([
  ['to an open call of five hours', now - hour / 2, 5 * hour, now - 5 * hour],
  ['three hours before the last run if the open call is younger', now - hour / 2, 3.5 * hour, now - hour],
  ['at most a day for a call that never ends', now - hour / 2, 24 * hour, now - 24 * hour],
  ['no further for a call open for more than a day', now - hour / 2, 3.5 * hour, now - 24 * hour - 1],
  ['three hours the first time', null, 3 * hour],
  ['three hours before a run of half an hour ago', now - hour / 2, 3.5 * hour],
  ['three hours before a run of two days ago', now - 48 * hour, 51 * hour],
  ['at most seven days after a month', now - 30 * 24 * hour, 7 * 24 * hour],
  ['three hours if the last run reached into the future', now + hour, 3 * hour],
])('looks back %s', (_name, reached, seconds, openSince) => {
  expect(reconcilePeriod(now, reached, openSince)).toEqual({ fromSeconds: now - seconds, toSeconds: now });
});
