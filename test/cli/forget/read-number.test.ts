import { expect, test } from 'vitest';
import { readNumber } from '../../../src/cli/commands/forget.ts';

test.each([
  ['+33639981234', null],
  ['+33 6 39 98 12 34', null],
  ['0033 6 39 98 12 34', null],
  ['+33 (0)6.39.98.12.34', null],
  ['06 39 98 12 34', 'FR'],
  ['06-39-98-12-34', 'fr'],
])('reads %j for country %j', (written, country) => {
  expect(readNumber(written, country)).toBe('+33639981234');
});

test.each(['', 'anonymous', '812', '06 39 98 12 34', '+', '+1', 'Cara Caller', '-'])(
  'refuses %j and says how to write it',
  (written) => {
    expect(() => readNumber(written, null)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `"${written}" is not a phone number. Write it with + and its country code, or add --country: callthread forget "+33 6 39 98 12 34"`,
      }),
    );
  },
);

test('refuses an incomplete number', () => {
  expect(() => readNumber('06 39 98 12', 'FR')).toThrow(/^"06 39 98 12" is not a phone number\. See that all digits/);
});

test.each(['France', 'ZZ', 'zz', '33', ''])('refuses the unknown country %j', (country) => {
  for (const number of ['06 39 98 12 34', '+33 6 39 98 12 34']) {
    expect(() => readNumber(number, country)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `--country: "${country}" is not a known country. Write its two letters, as FR.`,
      }),
    );
  }
});
