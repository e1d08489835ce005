import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endedAtMs, isAnswered, ringSeconds, talkSeconds } from '../../src/domain/call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';

const start = aCall().startedAtSeconds;

describe('isAnswered', () => {
  it('depends on answered_at alone', () => {
    expect(isAnswered(aCall())).toBe(true);
    expect(isAnswered(aCall({ endedAtSeconds: null, agent: null }))).toBe(true);
    expect(isAnswered(aMissedCall())).toBe(false);
    expect(isAnswered(aCall({ answeredAtSeconds: null }))).toBe(false);
  });
});

describe('talkSeconds', () => {
  it('excludes the ringing', () => {
    expect(talkSeconds(aCall())).toBe(193);
  });

  it.each([
    ['for an unanswered call', aMissedCall()],
    ['for a call in progress', aCall({ endedAtSeconds: null })],
  ])('is unknown %s', (_of, call) => {
    expect(talkSeconds(call)).toBeNull();
  });

  it('is never negative, even if clocks disagree', () => {
    expect(talkSeconds(aCall({ endedAtSeconds: start }))).toBe(0);
  });
});

describe('ringSeconds', () => {
  it.each([
    ['the time until the answer', aCall(), 15],
    ['the time until the end of an unanswered call', aMissedCall(), 17],
    ['unknown while the call rings', aMissedCall({ endedAtSeconds: null }), null],
    ['never negative', aMissedCall({ endedAtSeconds: start - 3 }), 0],
  ])('is %s', (_until, call, seconds) => {
    expect(ringSeconds(call)).toBe(seconds);
  });
});

it('ringing time and talk time add up to the whole call', () => {
  fc.assert(
    fc.property(fc.nat(7200), fc.nat(7200), (ring, talk) => {
      const call = aCall({ answeredAtSeconds: start + ring, endedAtSeconds: start + ring + talk });
      expect([ringSeconds(call), talkSeconds(call)]).toEqual([ring, talk]);
    }),
  );
});

it.each([
  ['the end', aCall(), start + 208],
  ['the start while the end is unknown', aCall({ endedAtSeconds: null }), start],
])('endedAtMs is %s, in milliseconds', (_which, call, seconds) => {
  expect(endedAtMs(call)).toBe(seconds * 1000);
});
