import { toE164 } from '../domain/phone-number.ts';
import type { KeyReading } from './key-reading.ts';

/**
 * A key of `lines`: the line's phone number in any spacing, or Aircall's id of the line. An id is told from a national
 * number by its length: a number has ten digits or more, or begins with 0.
 * @returns the number as E.164, or the id
 */
export function readLineKey(written: string): KeyReading {
  // Numbers copied from a web page or a telephone bring invisible direction marks along.
  const text = written.replaceAll(/\p{Cf}/gu, '').trim();
  if (/^[1-9]\d{0,8}$/.test(text)) return { key: text };
  // The reading that webhooks' numbers have, so that both end in the same E.164.
  const e164 = text.startsWith('+') ? toE164(text, null) : null;
  if (e164 !== null) return { key: e164 };
  if (text.startsWith('+')) return { fault: 'is not a possible phone number. Check its digits.' };
  const digits = text.replaceAll(/[\s().\-/]/g, '');
  if (/^00[1-9]\d{6,14}$/.test(digits)) return { fault: `begins with 00. Write "+${digits.slice(2)}".` };
  if (/^\d{6,15}$/.test(digits)) {
    return {
      fault:
        'is a phone number without + and country code. Write it like "+33186651010", or give the line\'s id in Aircall.',
    };
  }
  return { fault: 'is not a line. Write its phone number like "+33186651010", or its id in Aircall.' };
}
