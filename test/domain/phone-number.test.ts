import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { maskNumber, readCaller, toE164 } from '../../src/domain/phone-number.ts';

const paris = '+33186651010';

describe('toE164', () => {
  it.each([
    ['+44 20 7946 0900', null, '+442079460900'],
    ['+33 1 86 65 10 10', 'GB', paris],
    ['01 86 65 10 10', 'FR', paris],
    ['01 86 65 10 10', 'fr', paris],
    ['01.86.65.10.10', 'FR', paris],
    ['01-86-65-10-10', 'FR', paris],
    ['(01) 86 65 10 10', 'FR', paris],
    ['186651010', 'FR', paris],
    ['0033186651010', 'FR', paris],
    ['0033 1 86 65 10 10', 'US', paris],
    ['0033186651010', null, paris],
    ['01133186651010', 'US', paris],
    ['33186651010', 'FR', paris],
    ['33186651010', 'US', paris],
    ['33186651010', null, paris],
    ['33 1 86 65 10 10', 'GB', paris],
    ['442079460900', 'FR', '+442079460900'],
    ['12025550123', 'US', '+12025550123'],
    ['(202) 555-0123', 'US', '+12025550123'],
    ['+33 (0)1 86 65 10 10', null, paris],
    ['+33186651010 ext. 4', null, paris],
    ['+33186651010;ext=12', null, paris],
    ['01 86 65 10 10 x3', 'FR', paris],
    ['  +33186651010\n', null, paris],
    ['+33\u00A01\u202F86\u00A065\u00A010\u00A010', null, paris],
    ['01\u00A086\u00A065\u00A010\u00A010', 'FR', paris],
    ['\u202A+33186651010\u202C', null, paris],
    ['＋３３１８６６５１０１０', null, paris],
  ])('reads %j on a line in %s as %s', (digits, country, e164) => {
    expect(toE164(digits, country)).toBe(e164);
  });

  it.each(['+15551234567', '+447700900123'])('believes %s, of a range that no metadata has', (digits) => {
    expect(toE164(digits, null)).toBe(digits);
  });

  it('reads a national number of a range that is too new for the metadata', () => {
    expect(toE164('07700 900123', 'GB')).toBe('+447700900123');
  });

  it.each([
    ['', 'FR'],
    ['15', 'FR'],
    ['3631', 'FR'],
    ['118218', 'FR'],
    ['116117', 'DE'],
    ['911', 'US'],
    ['01 86 65 10', 'FR'],
    ['01 86 65 10 10', null],
    ['01 86 65 10 10', 'XX'],
    ['2025550123', null],
    ['+331', null],
    ['+33186651010186651010', null],
    ['+999123456789', null],
    ['+49123456789012345', null],
    ['00', 'FR'],
    ['+', 'FR'],
    ['call +33186651010', null],
    ['+33186651010 / +33186651011', null],
    ['sip:33186651010@pbx.example', 'FR'],
    ['1-800-FLOWERS', 'US'],
  ])('does not read %j on a line in %s', (digits, country) => {
    expect(toE164(digits, country)).toBeNull();
  });

  const countries = getCountries().filter((country) => getExampleNumber(country, examples) !== undefined);
  const number = fc.constantFrom(...countries).map((country) => {
    const example = getExampleNumber(country, examples);
    if (example === undefined) throw new Error(`no example of ${country}`);
    const e164: string = example.number;
    return { country, example, e164 };
  });
  const space = fc.constantFrom(' ', '\u00A0', '\u202F', '-', '.');

  it('reads one number alike in every international writing, whatever the line', () => {
    const line = fc.constantFrom<CountryCode | null>(null, ...countries);
    fc.assert(
      fc.property(number, line, space, ({ example, e164 }, country, gap) => {
        const spaced = example.formatInternational().replaceAll(' ', gap);
        const double = `00${e164.slice(1)}`;
        for (const text of [e164, spaced, double, `${e164} ext. 12`]) expect(toE164(text, country)).toBe(e164);
      }),
    );
  });

  it('reads the national writing with the country of the line', () => {
    const numbered = number.filter(({ example }) => example.nationalNumber.length >= 7);
    fc.assert(
      fc.property(numbered, space, ({ country, example, e164 }, gap) => {
        expect(toE164(example.formatNational().replaceAll(' ', gap), country)).toBe(e164);
      }),
    );
  });

  it('reads bare digits of 11 and more without a line', () => {
    const long = number.filter(({ e164 }) => e164.length > 11);
    fc.assert(
      fc.property(long, ({ e164 }) => {
        expect(toE164(e164.slice(1), null)).toBe(e164);
      }),
    );
  });

  it('gives E.164 or nothing for any text, and reads its own result as itself', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('+0123456789 ()-#*x\u00A0')) }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(null, 'FR', 'US', 'de', ''), (digits, country) => {
        const e164 = toE164(digits, country);
        if (e164 === null) return;
        expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(toE164(e164, null)).toBe(e164);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readCaller', () => {
  it.each([
    null,
    '',
    ' ',
    'anonymous',
    'Anonymous',
    'ANONYMOUS',
    ' anonymous\u00A0',
    'Anonyme',
    'unknown',
    'Private',
    'PRIVATE NUMBER',
    'withheld',
    'Number withheld',
    'Restricted',
    'unavailable',
    'blocked',
    'No Caller ID',
    'sip:anonymous@anonymous.invalid',
    '+266696687',
    '+86282452253',
  ])('takes %j as anonymous', (rawDigits) => {
    expect(readCaller(rawDigits, 'FR')).toEqual({ kind: 'anonymous' });
  });

  it('reads a number with the country of the line', () => {
    expect(readCaller('01 86 65 10 10', 'FR')).toEqual({ kind: 'number', e164: paris });
  });

  it.each(['118 218', ' 12', 'abc', '+33 1'])('keeps %j as it was written', (digits) => {
    expect(readCaller(digits, 'FR')).toEqual({ kind: 'unreadable', digits });
  });
});

describe('maskNumber', () => {
  it.each([
    [paris, '+33186•••10'],
    ['+33 1 86 65 10 10', '+33186•••10'],
    ['01 86 65 10 10', '0186•••10'],
    ['no route to +33186651010, nor to (202) 555-0123.', 'no route to +33186•••10, nor to (2025•••23.'],
    ['1234567', '1•••67'],
    ['status 503 after 12 s', 'status 503 after 12 s'],
    ['', ''],
  ])('writes %j as %j', (text, masked) => {
    expect(maskNumber(text)).toBe(masked);
  });

  it('hides at least four digits of every number, however it stands in the text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 7, maxLength: 15 });
    fc.assert(
      fc.property(digits, fc.constantFrom('', '+', 'tel ', '("'), (number, before) => {
        const shown = maskNumber(`${before}${number}!`).replace(/\D/g, '');
        expect(shown.length).toBeLessThanOrEqual(number.length - 4);
      }),
    );
  });
});
