// The `min` metadata (80 KB, against 145 KB of `max`): all that is needed is each country's lengths and its general
// pattern. Telling a mobile from a landline, which the larger sets are for, is nobody's question here.
import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Caller } from './call.ts';

/** Texts without a digit that stand for a withheld number. Aircall documents "anonymous"; the rest are carriers' ways. */
const withheldWords = /^\D*(?:anonym|unknown|private|withheld|restricted|unavailable|blocked|no ?caller ?id)\D*$/i;

/** The same words spelt on a keypad, for carriers that must send digits. None is a phone number. */
const withheldDigits = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

/** Fewer digits than this, without a plus, are too likely a local number to be guessed to be an international one. */
const leastBareDigits = 11;
/** What looks like a phone number inside a text. */
const writtenNumbers = /\+?\d(?:[\s().\-/]*\d){6,}/g;
/** Service numbers (116117, say) are shorter than this, and in some countries look like any other number. */
const leastNationalDigits = 7;

/**
 * Reads the outside party of a call.
 * @param rawDigits Aircall's `raw_digits`: "+44 20 7946 0900", a national number, or "anonymous"
 * @param country ISO 3166-1 alpha-2 of the line, for national numbers
 */
export function readCaller(rawDigits: string | null, country: string | null): Caller {
  const text = tidy(rawDigits ?? '');
  if (text === '' || withheldWords.test(text) || withheldDigits.has(text)) return { kind: 'anonymous' };
  const e164 = toE164(text, country);
  return e164 === null ? { kind: 'unreadable', digits: rawDigits ?? '' } : { kind: 'number', e164 };
}

/**
 * @param digits a phone number in any usual writing, with or without an extension (which is dropped)
 * @param country ISO 3166-1 alpha-2, the country of numbers that do not name theirs
 * @returns the number as E.164, for example +33186651010, or null when it is none
 */
export function toE164(digits: string, country: string | null): string | null {
  const text = tidy(digits);
  // A number that names its country comes from the network, and ranges open faster than metadata is updated: there a
  // possible length will do. The readings that guess must fit a pattern, before lengths alone are looked at.
  const international = parse(text.replace(/^00/, '+'), undefined);
  if (international?.isPossible()) return inE164(international);
  const inCountry = parse(text, asCountry(country));
  const national = (inCountry?.nationalNumber.length ?? 0) < leastNationalDigits ? undefined : inCountry;
  if (national?.isValid()) return inE164(national);
  const bare = text.replace(/\D/g, '').length < leastBareDigits ? undefined : parse(`+${text}`, undefined);
  if (bare?.isValid()) return inE164(bare);
  return national?.isPossible() ? inE164(national) : null;
}

/**
 * Whether a text is this number, as people, Aircall or a carrier may have written it: internationally, or as in the
 * number's own country.
 */
export function isSameNumber(written: string, e164: string): boolean {
  if (written === e164) return true;
  // Most texts are no such number, and to read them as one costs a thousand times more than this.
  if (!tidy(written).replace(/\D/g, '').includes(e164.slice(-leastNationalDigits))) return false;
  const text = tidy(written).replace(/^00/, '+');
  if (text.startsWith('+')) return toE164(text, null) === e164;
  // By its code, which several countries may share, a number does not always say which is its own.
  const defaultCallingCode = parse(e164, undefined)?.countryCallingCode;
  const options = { extract: false, ...(defaultCallingCode === undefined ? {} : { defaultCallingCode }) };
  return parsePhoneNumberFromString(text, options)?.number === e164 || toE164(text, null) === e164;
}

/** Whether the number stands somewhere in a text, in a comment, say. */
export function mentionsNumber(text: string, e164: string): boolean {
  // Two numbers with a blank between them look like one.
  const holds = (number: string): boolean => number.replace(/\D/g, '').includes(e164.slice(1));
  return (tidy(text).match(writtenNumbers) ?? []).some((number) => holds(number) || isSameNumber(number, e164));
}

/** @returns the text with every phone number in it shortened for logs, +33186651010 to +33186•••10. */
export function maskNumber(text: string): string {
  return text.replace(writtenNumbers, (number) => {
    const plus = number.startsWith('+') ? '+' : '';
    const digits = number.replace(/\D/g, '');
    return `${plus}${digits.slice(0, Math.min(5, digits.length - 6))}•••${digits.slice(-2)}`;
  });
}

/** Full-width digits and odd spaces become plain ones; invisible direction marks, as copied numbers have, go. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function asCountry(country: string | null): CountryCode | undefined {
  const code = country?.toUpperCase() ?? '';
  return isSupportedCountry(code) ? code : undefined;
}

function parse(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  });
}

/** E.164 allows 15 digits; the lengths of some countries' metadata go beyond. */
function inE164(number: PhoneNumber): string | null {
  return /^\+[1-9]\d{6,14}$/.test(number.number) ? number.number : null;
}

/** Ten digits as North America writes them, with the 1 or without. */
const americanNumber = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/**
 * How people write a number without its +: as in its own country, when the line is there too, and with the country's
 * code alone.
 * A spelling that is an American number is left out: Front takes digits without a + for one, and it is somebody else's.
 * @param country of the line, ISO 3166-1 alpha-2
 * @returns digits only
 */
export function otherSpellings(e164: string, country: string | null): string[] {
  const number = parsePhoneNumberFromString(e164);
  const atHome = number !== undefined && number.country === country;
  const spellings = [...(atHome ? [number.formatNational().replace(/\D/g, '')] : []), e164.slice(1)];
  return spellings.filter((digits) => !americanNumber.test(digits));
}
