import { describe, expect, it } from 'vitest';
import { isSameNumber, mentionsNumber } from '../../src/domain/phone-number.ts';

describe('isSameNumber', () => {
  it.each([
    '+447700900123',
    '07700 900123',
    '07700/900-123',
    '44 7700 900123',
    '00447700900123',
    '+44 (0)7700 900123',
    '７７００ 900123',
    '7700900123',
    '+44 7700 900123 ext. 12',
  ])('reads +447700900123 in %j', (written) => {
    expect(isSameNumber(written, '+447700900123')).toBe(true);
  });

  it.each([
    '',
    'anonymous',
    '900123',
    '+447700900124',
    '07700 900124',
    '+17700900123',
    '0017700900123',
    '+1447700900123',
    'call 07700 900123',
    '+447700900123+',
  ])('does not read +447700900123 in %j', (written) => {
    expect(isSameNumber(written, '+447700900123')).toBe(false);
  });

  it('reads a number of a code that no country has only as it is written', () => {
    expect(isSameNumber('+999123456789', '+999123456789')).toBe(true);
    expect(isSameNumber('999 123 456 789', '+999123456789')).toBe(false);
  });

  it('does not confuse a country code with the number of another country', () => {
    expect(isSameNumber('2025550123', '+12025550123')).toBe(true);
    expect(isSameNumber('+2025550123', '+12025550123')).toBe(false);
    expect(isSameNumber('(416) 555-0123', '+14165550123')).toBe(true);
  });
});

it.each([
  ['312 345', '+376312345'],
  ['21 12 34', '+298211234'],
  ['01 86 65 10 10', '+33186651010'],
])('isSameNumber reads %j as %s, even where numbers are short', (written, e164) => {
  expect(isSameNumber(written, e164)).toBe(true);
});

describe('mentionsNumber', () => {
  it.each([
    ['Call back at 06 39 98 12 34, please.', true],
    ['+33639981234 0639981235', true],
    ['Order 639981234567', false],
    ['06 39 98 12 35', false],
    ['', false],
  ])('finds the number in %j: %j', (text, is) => {
    expect(mentionsNumber(text, '+33639981234')).toBe(is);
  });
});
