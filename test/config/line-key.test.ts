import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLineKey } from '../../src/config/preference-keys.ts';

test.each([
  ['+33186651010', '+33186651010'],
  ['+33 1 86 65 10 10', '+33186651010'],
  ['+33 (0)1 86 65 10 10', '+33186651010'],
  [' +1 (202) 555-0123 ', '+12025550123'],
  ['\u202A+33\u00A01\u202F86651010\u202C', '+33186651010'],
  ['12345', '12345'],
  ['123456789', '123456789'],
])('reads %j as %s', (written, key) => {
  expect(readLineKey(written)).toEqual({ key });
});

test.each([
  ['0186651010', 'is a phone number without + and country code', /^Write it like/],
  ['01 86 65 10 10', 'is a phone number without + and country code', /^Write it like/],
  ['33186651010', 'is a phone number without + and country code', /^Write it like/],
  ['0033 1 86 65 10 10', 'begins with 00', /^Write "\+33186651010"\.$/],
  ['+331', 'is not a possible phone number', /^Check its digits\.$/],
  ['+33', 'is not a possible phone number', /^Check its digits\.$/],
  ['Support', 'is not a line', /^Write its phone number/],
  ['0', 'is not a line', /^Write its phone number/],
  ['12.5', 'is not a line', /^Write its phone number/],
  ['', 'is not a line', /^Write its phone number/],
])('refuses %j and says what to write', (written, problem, remedy) => {
  expect(readLineKey(written)).toEqual({ problem, remedy: expect.stringMatching(remedy) as string });
});

test('reads its own output unchanged', () => {
  const spaced = fc.stringMatching(/^\+(?:33 ?1|1 ?202|44 ?20 ?7)(?: ?\d){7,8}$/);
  fc.assert(
    fc.property(spaced, (written) => {
      const reading = readLineKey(written);
      fc.pre('key' in reading);
      expect(reading.key).toMatch(/^\+\d{10,12}$/);
      expect(readLineKey(reading.key)).toEqual(reading);
    }),
  );
});
