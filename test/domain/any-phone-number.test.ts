import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { toE164 } from '../../src/domain/phone-number.ts';

describe('toE164, for any number', () => {
  const countries = getCountries().filter((country) => getExampleNumber(country, examples) !== undefined);
  const number = fc.constantFrom(...countries).map((country) => {
    const example = getExampleNumber(country, examples);
    if (example === undefined) throw new Error(`no example of ${country}`);
    const e164: string = example.number;
    return { country, example, e164 };
  });
  const space = fc.constantFrom(' ', '\u00A0', '\u202F', '-', '.');

  it('reads every international spelling as the same number, whatever the line', () => {
    const line = fc.constantFrom<CountryCode | null>(null, ...countries);
    fc.assert(
      fc.property(number, line, space, ({ example, e164 }, country, gap) => {
        const spaced = example.formatInternational().replaceAll(' ', gap);
        const double = `00${e164.slice(1)}`;
        for (const text of [e164, spaced, double, `${e164} ext. 12`]) expect(toE164(text, country)).toBe(e164);
      }),
    );
  });

  it('reads a national number by the country of the line', () => {
    const numbered = number.filter(({ example }) => example.nationalNumber.length >= 7);
    fc.assert(
      fc.property(numbered, space, ({ country, example, e164 }, gap) => {
        expect(toE164(example.formatNational().replaceAll(' ', gap), country)).toBe(e164);
      }),
    );
  });

  it('reads a number in any address, with any extension, in the digits of any script', () => {
    const address = fc.constantFrom(
      '{}',
      'tel:{}',
      'sip:{}@trunk.example;user=phone',
      '<sips:{}@10.20.30.40:5061>',
      '{}@trunk.example',
      '"Pat" <tel:{}>',
    );
    const extension = fc.constantFrom('', ' x 9', '*227', '#5', ',,12#', ' ext. 41', ';ext=7', ' (ext 3)', 'p99');
    const zero = fc.constantFrom('0', '０', '٠', '۰', '०', '๐');
    fc.assert(
      fc.property(number, address, extension, zero, ({ example, e164 }, frame, after, start) => {
        const script = (text: string) =>
          text.replace(/\d/g, (digit) => String.fromCodePoint((start.codePointAt(0) ?? 0) + Number(digit)));
        for (const text of [e164, example.formatInternational(), `00${e164.slice(1)}`])
          expect(toE164(frame.replace('{}', script(text) + after), null)).toBe(e164);
      }),
    );
  });

  it('reads a number with any separators, invisible characters anywhere, and quotation marks around it', () => {
    const gap = fc.constantFrom(
      ' ',
      '.',
      '-',
      '–',
      '\u2212',
      '/',
      '·',
      '•',
      '_',
      '\u2007',
      '\u202F',
      '\u2800',
      '\t',
      ' - ',
    );
    const invisible = fc.constantFrom(
      '',
      '\u200B',
      '\u200E',
      '\u00AD',
      '\u2060',
      '\uFEFF',
      '\uFE0F',
      '\u034F',
      '\u3164',
      '\u{E0020}',
    );
    const quotes = fc.constantFrom<[string, string]>(
      ['', ''],
      ['"', '"'],
      ["'", "'"],
      ['“', '”'],
      ['« ', ' »'],
      ['„', '“'],
    );
    fc.assert(
      fc.property(number, gap, invisible, fc.nat(20), quotes, ({ example, e164 }, between, sign, at, [open, close]) => {
        const spaced = example.formatInternational().replaceAll(' ', between);
        const place = at % (spaced.length + 1);
        expect(toE164(`${open}${spaced.slice(0, place)}${sign}${spaced.slice(place)}${close}`, null)).toBe(e164);
      }),
      { numRuns: 500 },
    );
  });

  it('reads 11 or more bare digits without a line', () => {
    const long = number.filter(({ e164 }) => e164.length > 11);
    fc.assert(
      fc.property(long, ({ e164 }) => {
        expect(toE164(e164.slice(1), null)).toBe(e164);
      }),
    );
  });

  it('returns E.164 or null for any text, and its own results unchanged', () => {
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
