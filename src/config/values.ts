import { z } from 'zod';
import { refuse, wording } from './problems.ts';
import { closestWord } from './suggestions.ts';

/*
 * The kinds of values that variables and YAML keys have.
 */

const quotes = new Set(['"', "'"]);

/**
 * A variable as it was meant: without surrounding spaces, the carriage return of a Windows file, and the pair of quotes
 * that `docker run --env-file` keeps as part of the value.
 * @returns undefined when nothing is left: an empty variable counts as unset
 */
export function cleanValue(written: string | undefined): string | undefined {
  const trimmed = (written ?? '').trim();
  const first = trimmed[0];
  const quoted = trimmed.length > 1 && first !== undefined && quotes.has(first) && trimmed.endsWith(first);
  const value = quoted ? trimmed.slice(1, -1).trim() : trimmed;
  return value === '' ? undefined : value;
}

const notPort = { error: wording('is not a port', 'Write a whole number up to 65535, for example 3000.') };

export const Port = z
  .string()
  .regex(/^\d{1,5}$/, notPort)
  .transform(Number)
  .refine((number) => number <= 65_535, notPort);

/**
 * The URL of a web server, without a slash at the end.
 * @param example a valid one
 */
export function webAddress(example: string) {
  return z.string().transform((written, context) => {
    const url = URL.canParse(written) ? new URL(written) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol) || /[<>\s]/.test(written)) {
      return refuse(context, { problem: 'is not an http or https URL', remedy: `Write for example ${example}.` });
    }
    if (url.username !== '' || url.password !== '') {
      return refuse(context, { problem: 'contains a user or a password', remedy: 'Leave them out.' });
    }
    if (/[?#]/.test(written)) {
      return refuse(context, { problem: 'contains a question mark or #', remedy: 'Leave out that part.' });
    }
    return url.href.replace(/\/+$/, '');
  });
}

/** The URL of Aircall's API; the version is added to each request. */
export const AircallAddress = webAddress('https://api.aircall.io').refine((address) => !/\/v\d+$/.test(address), {
  error: wording('ends with a version', 'Leave that out: it is added to each request.'),
});

/** The URL of this service; the paths of its webhooks are added to it. */
export const PublicAddress = webAddress('https://calls.example.com').refine(
  (address) => !/\/webhooks\/(?:aircall|front)$/.test(address),
  { error: wording('ends with the path of a webhook', 'Leave that out: it is added where it is needed.') },
);

/** The URL of a PostgreSQL database. */
export const DatabaseAddress = z.string().superRefine((written, context) => {
  const example = 'postgres://user:password@host:5432/callthread';
  if (!URL.canParse(written)) {
    const remedy = `Write ${example}, with characters such as @ # / % in the password percent-encoded.`;
    refuse(context, { problem: 'cannot be parsed', remedy });
  } else if (!/^postgres(?:ql)?:\/\/[^<>\s]+$/.test(written)) {
    refuse(context, { problem: 'is not a PostgreSQL URL', remedy: `Write one like ${example}.` });
  }
});

/**
 * Both halves of a worker's version, which Temporal writes as one (`callthread:1.4.0`, formerly `callthread.1.4.0`).
 * Names that begin with two underscores are Temporal's own; Temporal's Worker Controller for Kubernetes makes names of
 * the form `namespace/resource`.
 */
export const DeploymentName = z.string().regex(/^(?!__)[\w/+-]{1,100}$/, {
  error: wording(
    'is not a valid deployment name',
    'Use only letters, digits, dashes, slashes and _, for example callthread.',
  ),
});

export const BuildId = z.string().regex(/^(?!__)[\w.+-]{1,100}$/, {
  error: wording('is not a valid build id', 'Use only letters, digits, dots, dashes and _, for example 1.4.0.'),
});

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const notDuration = { problem: 'is not a duration', remedy: 'Write for example 3m, 10s, 24h.' };
const notDurationOrForever = { problem: 'is not a duration', remedy: 'Write for example 400d, or forever.' };

/**
 * A duration as people write it (`200ms`, `10s`, `3m`, `24h`, `1.5h`, `7d`).
 * @param max the longest that makes sense, written the same way
 * @returns a schema whose output is whole milliseconds
 */
export function durationUpTo(max: string) {
  return z.string({ error: wording(notDuration.problem, notDuration.remedy) }).transform((written, context) => {
    const milliseconds = readDuration(written);
    if (milliseconds === null) return refuse(context, notDuration);
    if (milliseconds > (readDuration(max) ?? 0)) {
      return refuse(context, { problem: 'is too long', remedy: `Write ${max} at most.` });
    }
    return milliseconds;
  });
}

/** The same, with a shortest one; or the word `forever`, which gives null. */
export function durationOrForever({ min, max }: { min: string; max: string }) {
  return z
    .string({ error: wording(notDurationOrForever.problem, notDurationOrForever.remedy) })
    .transform((written, context) => {
      if (written.trim() === 'forever') return null;
      const milliseconds = readDuration(written);
      if (milliseconds === null) return refuse(context, notDurationOrForever);
      if (milliseconds > (readDuration(max) ?? 0)) {
        return refuse(context, { problem: 'is too long', remedy: `Write ${max} at most, or forever.` });
      }
      if (milliseconds < (readDuration(min) ?? 0)) {
        return refuse(context, { problem: 'is too short', remedy: `Write ${min} at least.` });
      }
      return milliseconds;
    });
}

function readDuration(written: string): number | null {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|h|d)$/.exec(written.trim()) ?? [];
  const factor = unitMs[unit ?? ''];
  return amount === undefined || factor === undefined ? null : Math.round(Number(amount) * factor);
}

const notEmail = { error: wording('is not an e-mail address', 'Write one such as ada@desk.example.') };

/** An e-mail address in lower case: both vendors ignore case when they compare addresses. */
export const Email = z
  .string(notEmail)
  .trim()
  .toLowerCase()
  .regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, notEmail);

/** IANA names with daylight-saving time that PostgreSQL takes for abbreviations, which have none. */
const placeOf: Record<string, string> = {
  CET: 'Europe/Paris',
  MET: 'Europe/Berlin',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
};

const writeTimeZone = 'Write an IANA name, for example Europe/Paris.';

/** An IANA time zone that this Node knows. Offsets such as +02:00 are refused: they have no daylight-saving time. */
export const TimeZone = z
  .string({ error: wording('is not a time zone', writeTimeZone) })
  .trim()
  .superRefine((name, context) => {
    const place = placeOf[name.toUpperCase()];
    if (place !== undefined) {
      const problem = 'has no daylight-saving time in PostgreSQL';
      refuse(context, { problem, remedy: `Write a place, for example ${place}.` });
    } else if (!isTimeZone(name)) {
      const meant = closestWord(name, Intl.supportedValuesOf('timeZone'));
      refuse(context, { problem: 'is not a time zone', remedy: meant ? `Did you mean ${meant}?` : writeTimeZone });
    }
  });

function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const notText = { error: wording('is not a name', 'Write text; put text that looks like a number in quotes.') };

/** A name of something in Front or Aircall. */
export const Name = z
  .string(notText)
  .trim()
  .min(1, { error: wording('is empty', 'Write a name, or leave the key out.') })
  .regex(/^\P{Cc}*$/u, { error: wording('contains a line break or control character', 'Write the name on one line.') });

/** Front's OpenAPI: `CreateTag.name` has at most this many characters. */
const maxTagLength = 64;

/** The name of a tag in Front, which is created where it does not exist. */
export const FrontTag = Name.refine((name) => Array.from(name).length <= maxTagLength, {
  error: wording('is longer than a tag in Front can be', `Write ${maxTagLength} characters at most.`),
});

/** Text to search for: spaces around it count. */
export const Phrase = z
  .string(notText)
  .refine((text) => text.trim() !== '', { error: wording('is empty', 'Write the text to look for.') });

export const Switch = z.boolean({
  error: wording('is not true or false', 'Write true or false, without quotes.'),
});

/** One of some words. */
export function oneOf<const T extends readonly string[]>(words: T) {
  const list = words.join(', ').replace(/, ([^,]+)$/, ' or $1');
  return z.enum(words, { error: wording('is not known here', `Write ${list}.`) });
}
