import { expect, it } from 'vitest';
import { isLate } from '../../src/domain/call-event.ts';

const nowMs = Date.parse('2026-06-15T12:00:00Z');
const endedAgo = (seconds: number) => ({ endedAtSeconds: nowMs / 1000 - seconds });

it.each([
  ['has just ended is not late', endedAgo(0), false],
  ['ended two minutes ago is not late', endedAgo(120), false],
  ['ended longer ago is late', endedAgo(121), true],
  ['ends in the future, by another clock, is not late', endedAgo(-60), false],
  ['has no known end is not late', { endedAtSeconds: null }, false],
])('a call that %s', (_what, call, late) => {
  expect(isLate(call, nowMs)).toBe(late);
});

it('does not count deliberate waiting as late', () => {
  expect(isLate(endedAgo(150), nowMs, 30_000)).toBe(false);
  expect(isLate(endedAgo(151), nowMs, 30_000)).toBe(true);
});
