import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaller } from '../../src/domain/phone-number.ts';

describe('readCaller', () => {
  const words = [
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
    'Ａｎｏｎｙｍｏｕｓ',
    'Masqué',
    'unterdrückt',
    'غير معروف',
    'abc',
    '-',
    '+',
    '0',
    '0000000000',
    'anonymous (1)',
    '12 anonymous',
    '12 <anonymous>',
    '"Pat 2" <anonymous>',
    '"Pat 2" <sip:anonymous@10.20.30.40>',
    'anonymous +33639981234',
    'sip:+33639981234@carrier.anonymous.invalid',
    'sip:anonymous@anonymous.invalid',
    'sip:Anonymous@10.20.30.40',
    'sips:restricted@pbx2.example;user=phone',
    '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=9',
    'sip:+33639981234@anonymous.invalid',
    'sip:266696687@10.20.30.40',
    'anonymous@10.20.30.40',
    'unknown@unknown.invalid',
    'tel:anonymous',
    'Appel masqué 1',
    'desconocido 2',
    'Caller ID withheld 1',
    'OUT OF AREA 1',
    'Unbekannt 12',
    '"Unknown 7"',
    '+10000000000',
    '+33 0 00 00 00 00',
    '+1 (999) 999-9999',
    '9999999999',
    '1111111111',
    '+99999999999',
    '+330000000',
    '+33 00 00 00 00 00 00 00 00 00',
    'sip:7777777@10.20.30.40',
  ];
  it.each([null, '', ' ', ...words])('reads %j as anonymous', (rawDigits) => {
    expect(readCaller(rawDigits, 'FR')).toEqual({ kind: 'anonymous' });
  });

  const keypad = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9';
  const spell = (word: string) =>
    word.replace(/./g, (letter) => /\d/.exec(keypad.slice(keypad.indexOf(letter)))?.[0] ?? '');
  const spelled = ['anonymous', 'restricted', 'unavailable', 'withheld', 'private', 'unknown', 'blocked'].map(spell);
  const lines = [null, 'FR', 'US', 'GB', 'DE'];

  it('recognises withheld numbers spelt on a keypad, in every form', () => {
    const prefix = fc.constantFrom('', '+', '00', '+00', '+1', '+1 ', '(+1) ', 'tel:+', 'sip:+', '\u202A+');
    const writing = fc
      .tuple(fc.constantFrom(...spelled), prefix, fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u00A0')))
      .map(([digits, before, gaps]) => before + Array.from(digits, (digit, at) => digit + (gaps[at] ?? '')).join(''));
    fc.assert(
      fc.property(writing, fc.constantFrom(...lines), (text, line) => {
        expect(readCaller(text, line)).toEqual({ kind: 'anonymous' });
      }),
    );
  });

  it.each(['+33266696687', '02 66 69 66 87', '+17378742833', '+1 737 874 2833', '+33 8656696'])(
    'reads %j, a word behind a prefix, as anonymous',
    (digits) => {
      expect(readCaller(digits, 'FR')).toEqual({ kind: 'anonymous' });
    },
  );

  it.each([
    ['+354 774 8283', null, '+3547748283'],
    ['+33 6 26 66 96 68', null, '+33626669668'],
  ])("reads %j on a line in %s as a real subscriber's number", (digits, country, e164) => {
    expect(readCaller(digits, country)).toEqual({ kind: 'number', e164 });
  });

  it.each([
    ['+33639981234 (private)', '+33639981234'],
    ['"Anonymous" <sip:+33639981234@trunk.example>', '+33639981234'],
    ['"Pat" <+33639981234>', '+33639981234'],
    ['+33 6 66 66 66 66', '+33666666666'],
  ])('reads %j as a number', (digits, e164) => {
    expect(readCaller(digits, null)).toEqual({ kind: 'number', e164 });
  });

  it('never throws, and returns a number, the text, or an anonymous caller', () => {
    const part = fc.constantFrom(
      'sip:',
      'tel:',
      '+',
      '00',
      '33186651010',
      '@',
      ';',
      '%',
      '%2',
      '<',
      '>',
      '*',
      '#',
      'x',
      '(0)',
      '٣',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(null, 'FR', 'US', 'XX'), (rawDigits, country) => {
        const caller = readCaller(rawDigits, country);
        const e164 = caller.kind === 'number' ? caller.e164 : '+10000000';
        expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(caller.kind === 'unreadable' ? caller.digits : rawDigits).toBe(rawDigits);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a national number by the country of the line', () => {
    expect(readCaller('01 86 65 10 10', 'FR')).toEqual({ kind: 'number', e164: '+33186651010' });
  });

  it.each([
    '118 218',
    ' 12',
    '+33 1',
    '1001',
    '#100',
    '*31',
    'sip:1001@pbx.example',
    'Pat <1001>',
    '118 218 <Directory>',
    '1-800-FLOWERS',
    '111111',
    '+33 000000',
  ])('keeps %j as written', (digits) => {
    expect(readCaller(digits, 'FR')).toEqual({ kind: 'unreadable', digits });
  });
});
