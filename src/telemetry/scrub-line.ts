/** Keys whose value is a secret; compared in lower case, without - and _. */
const secretKey = /(?:authorization|cookie|token|secret|password|passwd|apikey|apiid|credential|signature)s?$/;

/** Keys whose value is a phone number in any notation. */
const phoneKey =
  /^(?:rawdigits|digits|e164(?:digits)?|handles?|phone(?:numbers?)?|caller(?:number)?|external(?:callernumber|transferredto))$/;

/**
 * @param secrets texts that must not appear in any line
 * @returns a function that takes a JSON line and returns it with secrets hidden and phone numbers masked
 */
export function lineScrubber(secrets: readonly string[]): (line: string) => string {
  const hideSecrets = secretHider(secrets);
  const scrubText = (text: string): string => maskPhoneNumbers(hideCredentials(hideSecrets(text)));
  return (line) => {
    try {
      return `${JSON.stringify(scrub(JSON.parse(line) as unknown, '', scrubText))}\n`;
    } catch {
      // Logging must never crash the process.
      return scrubText(line);
    }
  };
}

function scrub(value: unknown, key: string, scrubText: (text: string) => string): unknown {
  if (typeof value === 'string' || typeof value === 'number') {
    if (secretKey.test(key)) return '[redacted]';
    if (phoneKey.test(key)) return maskDigits(scrubText(String(value)));
    return typeof value === 'string' ? scrubText(value) : value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => scrub(item, key, scrubText));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([inner, item]) => {
    const name = inner.toLowerCase().replaceAll(/[-_]/g, '');
    // Everything inside `credentials: {…}` is secret too.
    return [scrubText(inner), scrub(item, secretKey.test(key) ? key : name, scrubText)];
  });
  return Object.fromEntries(entries) as unknown;
}

/** Shorter ones occur in ordinary text: masking those would reveal the secret rather than hide it. */
const minLength = 4;
/** Shorter ones may be part of an ordinary word, and are masked only as whole words; longer ones wherever they occur. */
const minLengthInWords = 16;

/** Before a word: no letter, digit, dash or underscore, unless it ends an escape (`%2C`, `\n`). */
const wordStart = String.raw`(?:(?<![\p{L}\p{N}_-])|(?<=%[\dA-Fa-f]{2}|\\[bfnrt]))`;
const wordEnd = String.raw`(?![\p{L}\p{N}_-])`;

/**
 * @param secrets as they are; they are also found as a URL or JSON would write them
 * @returns a function that replaces each in a text by `[secret]`
 */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret.length >= minLength);
  // Longest first: a secret may be part of another one, whose rest would remain.
  const forms = [...new Set(hidden.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  const patterns = forms.map(patternOf);
  return (text) => patterns.reduce<string>((left, pattern) => left.replaceAll(pattern, '[secret]'), text);
}

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

function patternOf(form: string): string | RegExp {
  if (form.length >= minLengthInWords) return form;
  const literal = form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`${wordStart}${literal}${wordEnd}`, 'gu');
}

const names = '[\\w-]*(?:token|secret|password|signature|credential|api_?key)';

const patterns: [pattern: RegExp, hidden: string][] = [
  // A header; a sentence such as "Basic authentication" stays.
  [/\b(Bearer|Basic) +[\w.~+/=-]{16,}/gi, '$1 [redacted]'],
  // An address's query: the plugin's auth_secret, the signature of a recording's address.
  [new RegExp(`([?&]${names}=)[^&#\\s"']+`, 'gi'), '$1[redacted]'],
  // JSON inside a text, itself escaped or not.
  [new RegExp(`(\\\\*"(?:${names}|authorization)\\\\*"\\s*:\\s*\\\\*")[^"\\\\]+`, 'gi'), '$1[redacted]'],
  // A user and a password in an address.
  [/(\w:\/\/)[^\s/@:]*:[^\s/@]+@/g, '$1[redacted]@'],
];

/** @returns the text without anything that must be a secret because of its position, known or not. */
function hideCredentials(text: string): string {
  return patterns.reduce((hidden, [pattern, replacement]) => hidden.replace(pattern, replacement), text);
}

const gap = '[\\s().\\-/\\u2010-\\u2015]{1,3}';
/** A plus (also URL-encoded), or 00 at the start of a word; then groups of digits. */
const written = new RegExp(`(?:\\+|%2B|(?<![\\dA-Za-z.])00)(?:${gap})?[1-9]\\d*(?:${gap}\\d+)*`, 'gi');

/** Country codes by ITU-T E.164: 1 and 7, then those of two digits, the rest of three. */
const countryCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

const minDigits = 7;
const maxDigits = 15;
/** A single group of this many digits is a complete number. */
const wholeNumber = 10;

/**
 * Masks international phone numbers with any spacing: +33 1 86 65 10 10 becomes +33*******10. Digits without + or 00 stay:
 * they are call ids, times, amounts.
 */
export function maskPhoneNumbers(text: string): string {
  return text.replace(written, (found) => {
    const prefix = /^(?:\+|%2B|00)/i.exec(found)?.[0] ?? '';
    const end = prefix.length + lengthOfNumber(found.slice(prefix.length));
    const digits = found.slice(prefix.length, end).replaceAll(/\D/g, '');
    if (digits.length < minDigits) return found;
    const country = countryCode.exec(digits)?.[0] ?? '';
    const hidden = '*'.repeat(digits.length - country.length - 2);
    return `${prefix}${country}${hidden}${digits.slice(-2)}${found.slice(end)}`;
  });
}

/** Groups belong to the number while E.164 has room for them: a call's id may follow after a space. */
function lengthOfNumber(groups: string): number {
  let length = 0;
  let digits = 0;
  for (const group of groups.match(/\D*\d+/g) ?? []) {
    const more = group.replaceAll(/\D/g, '').length;
    const onePiece = length === digits;
    if (digits >= wholeNumber && (onePiece || digits + more > maxDigits)) break;
    length += group.length;
    digits += more;
  }
  return length;
}

/** Five or more digits, in one piece or in groups. */
const run = /\d(?:[\s().\-/]{0,3}\d){4,}/g;

/** @returns the text with each number masked except for its last two digits: 0186651010 becomes ********10. */
function maskDigits(text: string): string {
  return text.replace(run, (number) => {
    const digits = number.replaceAll(/\D/g, '');
    return `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`;
  });
}
