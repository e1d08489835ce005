import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryOfLine, maskNumber, otherSpelling, toE164 } from '../../src/domain/phone-number.ts';

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
    ['+٣٣١٨٦٦٥١٠١٠', null, paris],
    ['٠١ ٨٦ ٦٥ ١٠ ١٠', 'FR', paris],
    ['۰۰۳۳۱۸۶۶۵۱۰۱۰', null, paris],
    ['+३३१८६६५१०१०', null, paris],
    ['+33‑1–86—65−10 10', null, paris],
    ['+33\u200B186\uFEFF651010', null, paris],
    ['+33\t1\u000086 65 10 10', null, paris],
    ['+33\uFE0F1\u034F86\u3164651010\u00AD', null, paris],
    ['+33\u28001·86•65‧10_10', null, paris],
    ['"+33186651010"', null, paris],
    ['“+33 1 86 65 10 10”', null, paris],
    ["'01 86 65 10 10'", 'FR', paris],
    ['Tél. 01 86 65 10 10', 'FR', paris],
    ['Mobile: +33 1 86 65 10 10', null, paris],
    ['(+33) 1 86 65 10 10', null, paris],
    ['[+33] 186651010', null, paris],
    ['++33186651010', null, paris],
    ['+0033186651010', null, paris],
    ['00+33186651010', null, paris],
    ['+011 33 1 86 65 10 10', null, paris],
    ['011 33 1 86 65 10 10', null, paris],
    ['+01 86 65 10 10', 'FR', paris],
    ['+39 (0)6 1234 5678', null, '+390612345678'],
    ['312 345', 'AD', '+376312345'],
    ['21 12 34', 'FO', '+298211234'],
    ['75.12.34', 'NC', '+687751234'],
    ['+48 (0)22 123 45 67', null, '+48221234567'],
    ['+34 (0)911 23 45 67', null, '+34911234567'],
  ])('reads %j on a line in %s as %s', (digits, country, e164) => {
    expect(toE164(digits, country)).toBe(e164);
  });

  it.each([
    'sip:+33186651010@trunk.example;user=phone',
    'sip:0186651010@10.20.30.40',
    'SIP:+33-1-86-65-10-10@trunk.example:5060;transport=tls',
    'sips:+33186651010@[2001:db8::1]:5061',
    'sip:%2B33186651010@trunk.example',
    'sip:+33186651010:secret@trunk.example?subject=x',
    'sip:+33186651010;npdi;rn=+33990000@trunk.example',
    'sip:+33186651010',
    'tel:+33186651010',
    'tel:+33-1-86-65-10-10',
    'tel:+33.1.86651010;ext=9',
    'tel:186651010;phone-context=+33',
    'tel: 01 86 65 10 10',
    'callto://+33186651010',
    'h323:+33186651010@10.20.30.40',
    'skype:+33186651010?call',
    'whatsapp:+33186651010',
    'sms:+33186651010',
    '+33186651010@10.20.30.40',
    '0186651010@trunk.example;user=phone',
    '<sip:+33186651010@trunk.example>',
    '"Pat 2" <sip:+33186651010@trunk.example>;tag=1',
    '"Pat 2" <+33186651010>',
    'Pat <+33 1 86 65 10 10>',
    'Pat < 01 86 65 10 10 >',
    '<+33186651010>',
  ])('reads the number in the address %j', (address) => {
    expect(toE164(address, 'FR')).toBe(paris);
  });

  it.each([
    '+33186651010*227',
    '+33186651010 * 227',
    '+33186651010#227',
    '+33186651010#',
    '+33186651010,,227#',
    '+33186651010;227',
    '+33186651010p227#',
    '01.86.65.10.10 x 9',
    '01 86 65 10 10x9',
    '01 86 65 10 10 ext 9',
    '01 86 65 10 10 ext.9',
    '01 86 65 10 10 Ext: 9',
    '01 86 65 10 10 extension 9',
    '01 86 65 10 10 (ext. 9)',
    '01 86 65 10 10 poste 9',
    '01 86 65 10 10 (bureau)',
    '+33186651010 (private)',
    '01 86 65 10 10 extension #9',
    '+33186651010 [work, direct line]',
    '+33186651010;ext=9',
    '*31#+33186651010',
    '#31#0186651010',
    '*67 01 86 65 10 10',
  ])('drops what is dialled before or after the number in %j', (written) => {
    expect(toE164(written, 'FR')).toBe(paris);
  });

  it.each([
    ['+52 1 55 1234 5678', null, '+525512345678'],
    ['5215512345678', null, '+525512345678'],
    ['00 52 1 55 1234 5678', 'FR', '+525512345678'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['01 55 1234 5678', 'MX', '+525512345678'],
    ['+54 9 11 2345 6789', null, '+5491123456789'],
    ['+54 11 15 2345 6789', null, '+5491123456789'],
    ['011 15 2345-6789', 'AR', '+5491123456789'],
    ['0 15 11 98765-4321', 'BR', '+5511987654321'],
    ['+55 0 15 11 98765-4321', null, '+5511987654321'],
    ['+55 11 8765-4321', null, '+5511987654321'],
    ['11 8765-4321', 'BR', '+5511987654321'],
    ['+55 11 3456-7890', null, '+551134567890'],
    ['+225 07 12 34 56', null, '+2250707123456'],
    ['05 12 34 56', 'CI', '+2250505123456'],
    ['+225 44 12 34 56', null, '+2250544123456'],
    ['+225 01 12 34 56', null, '+2250101123456'],
    ['+229 97 12 34 56', null, '+2290197123456'],
    ['97 12 34 56', 'BJ', '+2290197123456'],
    ['+225 20 21 22 23', null, '+2252720212223'],
    ['20 80 12 34', 'CI', '+2252120801234'],
    ['20 00 12 34', 'CI', '+2252520001234'],
    ['21 30 12 34', 'CI', '+2252721301234'],
    ['+84 162 123 4567', null, '+84321234567'],
    ['0121 123 4567', 'VN', '+84791234567'],
    ['0122 123 4567', 'VN', '+84771234567'],
    ['0128 123 4567', 'VN', '+84781234567'],
    ['+84 127 123 4567', null, '+84811234567'],
    ['+84 129 123 4567', null, '+84821234567'],
    ['+84 186 123 4567', null, '+84561234567'],
    ['+84 199 123 4567', null, '+84591234567'],
    ['+84 125 123 4567', null, '+84851234567'],
    ['+57 1 234 5678', null, '+576012345678'],
    ['(1) 234 5678', 'CO', '+576012345678'],
    ['+237 77 12 34 56', null, '+237677123456'],
    ['22 12 34 56', 'CM', '+237222123456'],
    ['+230 712 3456', null, '+23057123456'],
    ['+7 8 495 123 45 67', null, '+74951234567'],
    ['+36 06 20 123 4567', null, '+36201234567'],
  ])("converts %j on a line in %s to today's national numbering: %s", (digits, country, e164) => {
    expect(toE164(digits, country)).toBe(e164);
    expect(toE164(e164, country)).toBe(e164);
  });

  it.each(['+15551234567', '+447700900123'])('accepts %s, whose range the metadata lacks', (digits) => {
    expect(toE164(digits, null)).toBe(digits);
  });

  it('reads a national number whose range is newer than the metadata', () => {
    expect(toE164('07700 900123', 'GB')).toBe('+447700900123');
  });

  it.each([
    ['', 'FR'],
    ['15', 'FR'],
    ['3631', 'FR'],
    ['118218', 'FR'],
    ['116117', 'DE'],
    ['112', 'AD'],
    ['15', 'NC'],
    ['1055', 'NC'],
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
    ['sip:1001@pbx.example', 'FR'],
    ['sip:10.20.30.40', 'FR'],
    ['tel:0123;phone-context=+33', 'FR'],
    ['pat2@pbx.example', 'FR'],
    ['Pat <1001>', 'FR'],
    ['+33186651010 <Pat>', 'FR'],
    ['+33186651010 +33186651011', null],
    ['#100', 'FR'],
    ['*31', 'FR'],
    ['1-800-FLOWERS', 'US'],
  ])('finds no number in %j on a line in %s', (digits, country) => {
    expect(toE164(digits, country)).toBeNull();
  });
});

it('toE164 reads no text of more than 300 characters', () => {
  expect(toE164(`${paris},${'1'.repeat(287)}`, null)).toBe(paris);
  expect(toE164(`${paris},${'1'.repeat(288)}`, null)).toBeNull();
  expect(toE164(`sip:${paris}@${'x'.repeat(283)}`, null)).toBe(paris);
  expect(toE164(`sip:${paris}@${'x'.repeat(284)}`, null)).toBeNull();
});

describe('countryOfLine', () => {
  it.each([
    ['the country that is named', 'GB', null, 'GB'],
    ['the country that is named in small letters', 'gb', null, 'GB'],
    ['the country that is named, before that of the number', 'GB', paris, 'GB'],
    ["the number's country if none is named", null, paris, 'FR'],
    ["the number's country if an unknown one is named", 'XX', paris, 'FR'],
    ['the likeliest country of a number that is in none so far', null, '+15551234567', 'US'],
    ['the unknown country that is named, if the number has none', 'zz', '+80012345678', 'ZZ'],
    ['the unknown country that is named, without a number', 'xx', null, 'XX'],
    ['unknown for a number of no country', null, '+80012345678', null],
    ['unknown for a number of a code that no country has', null, '+999123456789', null],
    ['unknown without name and number', null, null, null],
  ])('is %s', (_what, named, e164, country) => {
    expect(countryOfLine(named, e164)).toBe(country);
  });
});

describe('otherSpelling', () => {
  it.each([
    ['as in its country on a line there', paris, 'FR', '0186651010'],
    ['as in its country, without a prefix to dial', '+6569876543', 'SG', '69876543'],
    ['as in its country, where it has a 0 abroad too', '+390612345678', 'IT', '0612345678'],
    ["with its country's code on a line elsewhere", paris, 'GB', '33186651010'],
    ["with its country's code on a line of unknown country", paris, null, '33186651010'],
    ["with its country's code if it would look American without", '+525512345678', 'MX', '525512345678'],
    ['as it is, if no country has such a code', '+999123456789', null, '999123456789'],
    ['not at all if it is American', '+12025550123', 'US', null],
    ['not at all if it is American, on a line elsewhere', '+12025550123', 'FR', null],
    ['not at all if it looks American in every spelling', '+4722345678', null, null],
  ])('writes a number %s: %s on a line in %s', (_how, e164, country, digits) => {
    expect(otherSpelling(e164, country)).toBe(digits);
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

  it('hides at least four digits of every number, wherever it appears in the text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 7, maxLength: 15 });
    fc.assert(
      fc.property(digits, fc.constantFrom('', '+', 'tel ', '("'), (number, before) => {
        const shown = maskNumber(`${before}${number}!`).replace(/\D/g, '');
        expect(shown.length).toBeLessThanOrEqual(number.length - 4);
      }),
    );
  });
});
