import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPhoneNumbers } from '../../src/telemetry/scrub-line.ts';

test.each([
  ['+33186651010', '+33*******10'],
  ['+33 1 86 65 10 10', '+33*******10'],
  ['+33 (0)1 86 65 10 10', '+33********10'],
  ['+33\u00A01\u202F86.65-10/10', '+33*******10'],
  ['+1 (202) 555-0123', '+1********23'],
  ['+1-202-555-0123, and more', '+1********23, and more'],
  ['+3545510101', '+354*****01'],
  ['0033186651010', '0033*******10'],
  ['00 44 20 7946 0900', '0044********00'],
  ['tel:+447946090012.', 'tel:+44********12.'],
  ['alt:phone:%2b33186651010', 'alt:phone:%2b33*******10'],
  ['call-+33186651010-8000001', 'call-+33*******10-8000001'],
  ['+33186651010 8000001', '+33*******10 8000001'],
  ['+33186651010 2026-11-23', '+33*******10 2026-11-23'],
  ['+33 1 86 65 10 10 8000001', '+33*******10 8000001'],
  ['+33186651010,+33186651011', '+33*******10,+33*******11'],
  ['+12345678901234567890', '+1*****************90'],
])('masks %j as %s', (text, masked) => {
  expect(maskPhoneNumbers(text)).toBe(masked);
});

test.each([
  '8000001',
  '1700000000',
  '10003318665',
  '+12.5 %',
  'GMT+0100',
  '2026-11-23T00:00:00.000Z',
  '0x0033186651010',
])('leaves %s unchanged', (text) => {
  expect(maskPhoneNumbers(text)).toBe(text);
});

test('masks every number, however it is grouped', () => {
  const digits = fc.stringMatching(/^[1-9]\d{7,14}$/);
  const gaps = fc.array(fc.constantFrom('', '', ' ', '-', '.', ' (', ') '), { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(fc.constantFrom('+', '00', '%2B'), digits, gaps, (prefix, number, between) => {
      const written = prefix + number.split('').reduce((text, digit, n) => text + (between[n] ?? '') + digit, '');
      const masked = maskPhoneNumbers(`from ${written}, again`);
      expect(masked).toContain('*');
      expect(masked).not.toContain(written);
      const left = masked.slice(`from ${prefix}`.length).replaceAll(/\D/g, '');
      expect(left.length).toBeLessThanOrEqual(Math.max(5, number.length - 4));
    }),
  );
});
