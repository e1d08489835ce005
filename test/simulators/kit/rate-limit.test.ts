import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimit } from '../../../simulators/kit/rate-limit.ts';

test('no window holds more than the limit, and a request that waits as instructed passes', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), (gapsMs, most) => {
      const limit = new RateLimit(most, 1000);
      const passedAtMs: number[] = [];
      let nowMs = 10_000;
      for (const gapMs of gapsMs) {
        nowMs += gapMs;
        const verdict = limit.take(nowMs);
        if (verdict.allowed) {
          passedAtMs.push(nowMs);
          continue;
        }
        expect(passedAtMs.filter((atMs) => atMs > nowMs - 1000)).toHaveLength(most);
        nowMs += verdict.retryAfterSeconds * 1000;
        expect(limit.take(nowMs).allowed).toBe(true);
        passedAtMs.push(nowMs);
      }
      for (const startMs of passedAtMs) {
        const within = passedAtMs.filter((atMs) => atMs >= startMs && atMs < startMs + 1000);
        expect(within.length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('the verdict counts down to a refusal', () => {
  const limit = new RateLimit(2, 60_000);
  expect(limit.take(1_000_000)).toEqual({
    allowed: true,
    limit: 2,
    remaining: 1,
    resetSeconds: 1060,
    retryAfterSeconds: 0,
  });
  limit.take(1_010_000);
  expect(limit.take(1_015_500)).toMatchObject({ allowed: false, remaining: 0, retryAfterSeconds: 45 });
  limit.clear();
  expect(limit.take(1_015_500).allowed).toBe(true);
});

test('a limit of 0 means no limit', () => {
  const limit = new RateLimit(0, 60_000, 60);
  for (let count = 0; count < 200; count += 1) expect(limit.take(0)).toMatchObject({ allowed: true, limit: 60 });
});
