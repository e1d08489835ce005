import { maskDigits, maskPhoneNumbers } from './mask-phone-numbers.ts';

/** Keys whose value is a secret, whatever it looks like; compared in small letters, without - and _. */
const secretKey = /(?:authorization|cookie|token|secret|password|passwd|apikey|apiid|credential|signature)s?$/;

/** Keys whose value is a phone number, in whatever way it is written. Ids and times have keys of their own. */
const phoneKey =
  /^(?:rawdigits|digits|e164(?:digits)?|handles?|phone(?:numbers?)?|caller(?:number)?|external(?:callernumber|transferredto))$/;

/**
 * @param secrets texts that must not be in any line
 * @returns what gives a line, one record as JSON, with its secrets hidden and its phone numbers shortened, and a line break
 */
export function lineScrubber(secrets: readonly string[]): (line: string) => string {
  const hideSecrets = secretHider(secrets);
  const scrubText = (text: string): string => maskPhoneNumbers(hideCredentials(hideSecrets(text)));
  return (line) => {
    try {
      return `${JSON.stringify(scrub(JSON.parse(line) as unknown, '', scrubText))}\n`;
    } catch {
      // A log must not be what stops a process.
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
    // What is in `credentials: {…}` is secret too, whatever its own keys are.
    return [scrubText(inner), scrub(item, secretKey.test(key) ? key : name, scrubText)];
  });
  return Object.fromEntries(entries) as unknown;
}

/** Shorter ones are found in ordinary words, and blotting those out would tell the secret rather than hide it. */
const leastLength = 4;

/**
 * @param secrets as they are; they are also found as an address or JSON would have them
 * @returns what puts `[secret]` in the place of each in a text
 */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret.length >= leastLength);
  // The longer first: a secret may be part of another, and the rest of that would stay.
  const writings = [...new Set(hidden.flatMap(writingsOf))].toSorted((a, b) => b.length - a.length);
  return (text) => writings.reduce((left, writing) => left.replaceAll(writing, '[secret]'), text);
}

function writingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
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

/** @returns the text without what by its place must be a secret, known to us or not. */
function hideCredentials(text: string): string {
  return patterns.reduce((hidden, [pattern, replacement]) => hidden.replace(pattern, replacement), text);
}
