import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationUpTo } from '../../src/config/preferences.ts';
import { wordingOf } from '../../src/config/problems.ts';

const anyLength = durationUpTo('36500d');

test.each([
  ['0s', 0],
  ['200ms', 200],
  ['10s', 10_000],
  ['3m', 180_000],
  [' 3 m ', 180_000],
  ['1.5h', 5_400_000],
  ['0.001s', 1],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('reads %j as %d milliseconds', (written, milliseconds) => {
  expect(anyLength.parse(written)).toBe(milliseconds);
});

test.each(['', 's', '10', '10 seconds', '3M', '-1s', '1h30m', '1e3s', '1,5h', '٣m', 10, null, '10s 5'])(
  'refuses %j',
  (written) => {
    expect(anyLength.safeParse(written).error?.issues.map(wordingOf)).toEqual([
      { problem: 'is not a duration', remedy: 'Write for example 3m, 10s, 24h.' },
    ]);
  },
);

test('accepts the maximum and nothing longer', () => {
  expect(durationUpTo('1h').safeParse('60m').success).toBe(true);
  expect(durationUpTo('1h').safeParse('3600001ms').error?.issues.map(wordingOf)).toEqual([
    { problem: 'is too long', remedy: 'Write 1h at most.' },
  ]);
});

test('multiplies the amount by the unit', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.constantFrom('ms', 's', 'm'), (amount, unit) => {
      const one = anyLength.parse(`1${unit}`);
      expect(anyLength.parse(`${amount}${unit}`)).toBe(amount * one);
    }),
  );
});
