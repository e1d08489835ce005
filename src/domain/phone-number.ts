// The `min` metadata (80 KB, against 145 KB for `max`) has each country's lengths and its general pattern. We do not need
// mobile/landline detection, which the larger sets add.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Caller } from './call.ts';

/**
 * The user part of an address, or a whole text, that says there is no number. Aircall documents "anonymous"; carriers and
 * phones write it in their own languages, some with a count behind it. Text without any digit needs no word.
 */
const withheldWord =
  /(?<!\p{L})(?:anonym|anónim|anôni|unknown|unavailable|not available|out of area|private|withheld|restricted|blocked|hidden|no ?caller|no ?number|masqu|inconnu|priv[ée]|privad|privat|ocult|descono|desconh|nascost|sconosciut|unbekannt|unterdrück|verborgen|onbekend|afgeschermd|skjult|ukjent|ukendt|dold|okänd|zastrze|nieznan|скрыт|неизвест)/iu;

/**
 * ANONYMOUS, RESTRICTED, UNAVAILABLE, and WITHHELD, PRIVATE, UNKNOWN, BLOCKED on a keypad: carriers that have to send
 * digits spell the word (Twilio documents most of them). Each may be a subscriber's number somewhere; one conversation
 * that collects strangers is worse than one caller who is not recognised.
 */
const longWords = '266696687|7378742833|86282452253';
const shortWords = '94844353|7748283|8656696|2562533';
const spelledWord = new RegExp(`^(?:(?:1|[2-9]\\d{0,2})?0?(?:${longWords})|${shortWords})$`);
const shortWordWithPrefix = new RegExp(`^(?:1|[2-9]\\d{0,2})(?:${shortWords})$`);

/** No writing of a number is longer; longer texts would take too long to read. */
const maxWritingLength = 300;
/** Fewer digits than this, without a plus, are too likely a local number to be guessed to be an international one. */
const minBareDigits = 11;
/** What looks like a phone number inside a text. */
const writtenNumbers = /\+?\d(?:[\s().\-/]*\d){6,}/g;
/** Service numbers (116117, say) are shorter than this, and in some countries look like any other number. */
const minNationalDigits = 7;
/** Countries whose ordinary numbers are shorter, and are at least this long. */
const smallCountries: ReadonlySet<string> = new Set('AC AD CK FK FO GL NC NF PM SH TV WF'.split(' '));
const minSmallDigits = 5;

/** Numbers as they were before a country changed its plan, which carriers and address books still send, and as they are now. */
const formerNumbers: ReadonlyArray<[before: RegExp, now: string]> = [
  // Mexico gave up 1, 044 and 045 before mobiles, and 01, in 2019.
  [/^\+52(?:01|044|045|1)(\d{10})$/, '+52$1'],
  // Brazil put a 9 before all mobiles until 2016.
  [/^\+550?([1-9]{2})([6-9]\d{7})$/, '+55$19$2'],
  // Ivory Coast put two digits before mobiles in 2021, by the operator that the second digit names.
  [/^\+225([04-9][0-3]\d{6})$/, '+22501$1'],
  [/^\+225([04-9][4-6]\d{6})$/, '+22505$1'],
  [/^\+225([04-9][7-9]\d{6})$/, '+22507$1'],
  [/^\+225([23]\d8\d{5})$/, '+22521$1'],
  [/^\+225([23]\d0\d{5})$/, '+22525$1'],
  [/^\+225([23]\d{7})$/, '+22527$1'],
  // Benin put 01 before all numbers in 2024.
  [/^\+229(\d{8})$/, '+22901$1'],
  // Vietnam shortened mobiles by a digit in 2018.
  [/^\+8416([2-9]\d{7})$/, '+843$1'],
  [/^\+8412([068]\d{7})$/, '+847$1'],
  [/^\+84121(\d{7})$/, '+8479$1'],
  [/^\+84122(\d{7})$/, '+8477$1'],
  [/^\+8412([345]\d{7})$/, '+848$1'],
  [/^\+84127(\d{7})$/, '+8481$1'],
  [/^\+84129(\d{7})$/, '+8482$1'],
  [/^\+8418([68]\d{7})$/, '+845$1'],
  [/^\+84199(\d{7})$/, '+8459$1'],
  // Colombia put 60 before landlines in 2021.
  [/^\+57([124-8]\d{7})$/, '+5760$1'],
  // Cameroon put 6 before mobiles and 2 before landlines in 2014, Mauritius 5 before mobiles in 2013.
  [/^\+237([5-9]\d{7})$/, '+2376$1'],
  [/^\+237([23]\d{7})$/, '+2372$1'],
  [/^\+230([79]\d{6})$/, '+2305$1'],
];

/**
 * Reads the outside party of a call.
 * @param rawDigits Aircall's `raw_digits`: "+44 20 7946 0900", a national number, a SIP address, or "anonymous"
 * @param country ISO 3166-1 alpha-2 of the line, for national numbers
 */
export function readCaller(rawDigits: string | null, country: string | null): Caller {
  const text = userPart(tidy(rawDigits ?? ''));
  const e164 = toE164(text, country);
  const word = withheldWord.exec(text);
  // Behind a number the word may be its label: `(private)`.
  const isWithheld = word !== null && (e164 === null || !/\d/.test(text.slice(0, word.index)));
  if (!/[1-9]/.test(text) || isWithheld) return { kind: 'anonymous' };
  if (isWithheldSpelling(text, e164) || isFiller(text, e164)) return { kind: 'anonymous' };
  return e164 === null ? { kind: 'unreadable', digits: rawDigits ?? '' } : { kind: 'number', e164 };
}

/** @param e164 the text as a number, null when it is none */
function isWithheldSpelling(text: string, e164: string | null): boolean {
  const digits = (dialable(text) ?? text).replace(/^\+?(?:00|011)?|[^\d]/g, '');
  if (spelledWord.test(digits)) return true;
  return shortWordWithPrefix.test(digits) && (e164 === null || parse(e164, undefined)?.isValid() !== true);
}

/**
 * Carriers that have to send a number send one digit again and again, mostly behind a country's code.
 * @param e164 the text as a number, null when it is none
 */
function isFiller(text: string, e164: string | null): boolean {
  if (e164 === null) return /^(?:[1-9]\d{0,2})?(\d)\1{6,}$/.test(dialable(text)?.replace(/^\+?(?:00|011)?/, '') ?? '');
  const number = parse(e164, undefined);
  return /^(\d)\1{5,}$/.test(e164.slice(1 + (number?.countryCallingCode.length ?? 1))) && number?.isValid() !== true;
}

/**
 * @param digits a phone number in any usual writing: spaced, in an address (`sip:`, `tel:`), in the digits of any
 * script, with an extension (which is dropped)
 * @param country ISO 3166-1 alpha-2, the country of numbers that do not name theirs
 * @returns the number as E.164, for example +33186651010, or null when it is none
 */
export function toE164(digits: string, country: string | null): string | null {
  const text = userPart(tidy(digits));
  // `(0)` is for those who dial within the country. Where numbers begin with a 0 abroad too, in Italy, it has to stay.
  const abroad = text.includes('(0)') ? read(text.replace('(0)', ''), country) : undefined;
  const number = read(text, country);
  return inE164(abroad?.isValid() && !number?.isValid() ? abroad : (number ?? abroad));
}

function read(written: string, country: string | null): PhoneNumber | undefined {
  const text = dialable(written);
  if (text === null) return undefined;
  // A number that names its country comes from the network, and ranges open faster than metadata is updated: there a
  // possible length is enough. The readings that guess must fit a pattern, before lengths alone are looked at.
  const international = parse(text.replace(/^00/, '+'), undefined);
  if (international?.isPossible()) return international;
  // A plus before a national number is a machine's.
  const local = text.replace(/^\+(?=0)/, '');
  if (local.startsWith('+')) return undefined;
  const code = asCountry(country);
  const inCountry = parse(local, code);
  const minDigits = code !== undefined && smallCountries.has(code) ? minSmallDigits : minNationalDigits;
  const national = (inCountry?.nationalNumber.length ?? 0) < minDigits ? undefined : inCountry;
  if (national?.isValid()) return national;
  const prefixed = [
    local.replace(/^(?:00|011)/, ''),
    ...(code === undefined ? [] : [getCountryCallingCode(code) + local]),
  ];
  const guessed = prefixed
    .filter((number) => number.length >= minBareDigits)
    .map((number) => parse(`+${number}`, undefined))
    .find((number) => number?.isValid());
  return guessed ?? (national?.isPossible() ? national : undefined);
}

/**
 * @param named the country that the line is said to be in, in any case
 * @param e164 the line's own number, for a line of which that is not said
 * @returns ISO 3166-1 alpha-2; null when neither says
 */
export function countryOfLine(named: string | null, e164: string | null): string | null {
  const number = asCountry(named) === undefined && e164 !== null ? parse(e164, undefined) : undefined;
  return number?.country ?? number?.getPossibleCountries()[0] ?? named?.toUpperCase() ?? null;
}

/**
 * Whether a text is this number, as people, Aircall or a carrier may have written it: internationally, or as in the
 * number's own country.
 */
export function isSameNumber(written: string, e164: string): boolean {
  if (written === e164) return true;
  // Most texts are no such number, and to read them as one costs a thousand times more than this.
  const number = userPart(tidy(written));
  if (!number.replace(/\D/g, '').includes(e164.slice(-minSmallDigits))) return false;
  const text = number.replace(/^00/, '+');
  if (text.startsWith('+')) return toE164(text, null) === e164;
  // By its code, which several countries may share, a number does not always say which is its own.
  const defaultCallingCode = parse(e164, undefined)?.countryCallingCode;
  const options = { extract: false, ...(defaultCallingCode === undefined ? {} : { defaultCallingCode }) };
  return parsePhoneNumberFromString(text, options)?.number === e164 || toE164(text, null) === e164;
}

/** Whether a text, a comment for example, mentions the number. */
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

/**
 * Digits of every script, odd spaces and the signs between groups become plain ones; quotation marks around it and invisible
 * signs, as copied numbers have, go.
 */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/[\s\p{Cc}\u2800_·•‧∙⋅]+/gu, ' ')
    .trim()
    .replace(/^(["'“‘«„]) *([^"'“”‘’«»„<>]+?) *["'”’»“‘]$/u, '$2');
}

/** Unicode has the ten digits of a script in a row that begins at a code point that ends in 0 or 6 (hexadecimal). */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const startsAtZero = /\p{Nd}/u.test(String.fromCodePoint(code & ~0xf));
  return String((code & 0xf) - (startsAtZero ? 0 : 6));
}

/** @returns whom an address names (`"Pat" <sip:+33186651010@pbx.example>`, `Pat <+33186651010>`); other text as it is */
function userPart(text: string): string {
  if (text.length > maxWritingLength) return text;
  const address = /<([^<>]+)>/.exec(text)?.[1] ?? text;
  const [, scheme, rest = ''] =
    /^(?:(sips?|tel|callto|phone|h323|skype|whatsapp|sms|fax):(?:\/\/)?)?(.*)$/i.exec(address.trim()) ?? [];
  if (scheme === undefined && !rest.includes('@')) return /\d/.test(rest) ? rest : text;
  if (/@(?:[\w.-]+\.)?anonymous\.invalid/i.test(rest)) return 'anonymous';
  const [user = ''] = rest.split('@');
  // RFC 3966: the prefix to dial before a local number.
  const context = /;phone-context=(\+\d[\d.()-]*)/i.exec(rest)?.[1] ?? '';
  const number = user.replace(/%([2-7][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return `${number.startsWith('+') ? '' : context}${number.replace(/[:?].*$/, '')}`;
}

/** A hidden or shown caller id, as the caller dialled it: `*67`, `*31#`. */
const serviceCode = /^[*#]{1,2}(?:\d{1,3}[*#]|67|82) ?/;
/** What the number is for, before it: `Mobile:`, `Tél.`. */
const title = /^\p{L}[\p{L} ]*[:.] */u;
/** The same in brackets behind it: `(work)`. */
const label = / *[([]\p{L}[\p{L} ,.'’-]*[)\]]$/u;
/** The number, and behind it an extension: after a sign that phones dial with, or after a word. */
const withExtension = /^([^*#,;\p{L}]*\d[^*#,;\p{L}]*?)[ (]*(?:[*#,;].*|\p{L}[\p{L}. :=#-]*\d{1,7}[ )#]*)?$/u;

/** @returns the digits to dial, with a plus where the text has one; null when the text is more than a number */
function dialable(text: string): string | null {
  if (text.length > maxWritingLength) return null;
  const [, number = ''] = withExtension.exec(text.replace(title, '').replace(serviceCode, '').replace(label, '')) ?? [];
  if (!/^[\d+()[\] .\-/~]+$/.test(number)) return null;
  const dialled = number.replace(/[^\d+]/g, '').replace(/^\+*(?:(?:00|011)\++|\++(?:00|011)|\+)/, '+');
  return dialled.lastIndexOf('+') > 0 || dialled.length < 2 ? null : dialled;
}

function current(number: string): string {
  return formerNumbers.reduce((known, [before, now]) => known.replace(before, now), number);
}

/** Whether numbers can be read as those of a country. @param code ISO 3166-1 alpha-2, in any case */
export function isCountry(code: string): boolean {
  return asCountry(code) !== undefined;
}

function asCountry(country: string | null): CountryCode | undefined {
  const code = country?.toUpperCase() ?? '';
  return isSupportedCountry(code) ? code : undefined;
}

function parse(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  const options = { extract: false, ...(country === undefined ? {} : { defaultCountry: country }) };
  const number = parsePhoneNumberFromString(current(text), options);
  const now = number === undefined ? '' : current(number.number);
  return number?.number === now ? number : parsePhoneNumberFromString(now, { extract: false });
}

/** E.164 allows 15 digits; some countries' metadata allow more. */
function inE164(number: PhoneNumber | undefined): string | null {
  return number !== undefined && /^\+[1-9]\d{6,14}$/.test(number.number) ? number.number : null;
}

/** Ten digits as North America writes them, with the 1 or without. */
const americanNumber = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/**
 * How people most likely write a number without its +: as in its own country, when the line is there too, else with the
 * country's code. Each spelling that is looked for costs a request, so there is one.
 * @param country of the line, ISO 3166-1 alpha-2
 * @returns digits only; null for an American number: Front takes digits without a + for one, and it would be someone else's
 */
export function otherSpelling(e164: string, country: string | null): string | null {
  const number = parsePhoneNumberFromString(e164);
  const atHome = number !== undefined && number.country === country;
  const spellings = [...(atHome ? [number.formatNational().replace(/\D/g, '')] : []), e164.slice(1)];
  return spellings.find((digits) => !americanNumber.test(digits)) ?? null;
}
