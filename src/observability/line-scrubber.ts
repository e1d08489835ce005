import { hideCredentials } from './hide-credentials.ts';
import { maskDigits } from './mask-digits.ts';
import { maskPhoneNumbers } from './mask-phone-numbers.ts';
import { secretHider } from './secret-hider.ts';

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
