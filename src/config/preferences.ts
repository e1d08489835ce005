import { z } from 'zod';
import type { Qualification } from '../domain/qualification.ts';
import type { Preferences } from '../domain/settings.ts';
import { languages } from '../texts/texts.ts';
import { ownVariables } from './environment.ts';
import { Email, findKeyFaults, renameKeys } from './preference-keys.ts';
import { type Fault, isRecord, type Problem, refuse, showPath, toFaults, toProblem, wording } from './problems.ts';
import { callbacksSection, openCallsForCallbacks, toCallbackSettings } from './sections/callbacks.ts';
import { closestWord } from './suggestions.ts';
import { parseYamlFile } from './yaml.ts';

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
function durationOrForever({ min, max }: { min: string; max: string }) {
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

/** IANA names with daylight-saving time that PostgreSQL takes for abbreviations, which have none. */
const placeOf: Record<string, string> = {
  CET: 'Europe/Paris',
  MET: 'Europe/Berlin',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
};

const writeTimeZone = 'Write an IANA name, for example Europe/Paris.';

/** An IANA time zone that this Node knows. Offsets such as +02:00 are refused: they have no daylight-saving time. */
const TimeZone = z
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

/**
 * Abbreviations are not taken: `IST` is India for Node and Israel for PostgreSQL, which does not know all of them either.
 * `US/Pacific-New` is gone from the IANA's list, but not from Node's.
 */
function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name) || /^us\/pacific-new$/i.test(name)) return false;
  if (/^[a-z]{3}$/i.test(name) && !/^(utc|gmt|uct)$/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const notText = { error: wording('is not a name', 'Write text; put text that looks like a number in quotes.') };

/** A name of something in Front or Aircall. */
const Name = z
  .string(notText)
  .trim()
  .min(1, { error: wording('is empty', 'Write a name, or leave the key out.') })
  .regex(/^\P{Cc}*$/u, { error: wording('contains a line break or control character', 'Write the name on one line.') });

/** Front's OpenAPI: `CreateTag.name` has at most this many characters. */
const maxTagLength = 64;

/** The name of a tag in Front, which is created where it does not exist. */
const FrontTag = Name.refine((name) => Array.from(name).length <= maxTagLength, {
  error: wording('is longer than a tag in Front can be', `Write ${maxTagLength} characters at most.`),
});

/** Text to search for: spaces around it count. */
const Phrase = z
  .string(notText)
  .refine((text) => text.trim() !== '', { error: wording('is empty', 'Write the text to look for.') });

const Switch = z.boolean({
  error: wording('is not true or false', 'Write true or false, without quotes.'),
});

/** Tools that read YAML 1.1 write these words of it as booleans, unless they are in quotes. */
const onInQuotes = 'Write "on" in quotes: YAML 1.1 tools such as Helm read it as true.';
const offInQuotes = '"off", in quotes: YAML 1.1 tools such as Helm read it as false.';

/** One of some words. */
function oneOf<const T extends readonly string[]>(words: T) {
  const others = words.filter((word) => word !== 'off').join(', ');
  return z.enum(words, {
    error: ({ input }) =>
      input === false && words.includes('off')
        ? wording('is not known here', `Write ${others} or ${offInQuotes}`)
        : wording('is not known here', `Write ${words.join(', ').replace(/, ([^,]+)$/, ' or $1')}.`),
  });
}

/** A section with nothing in it, because all of it is commented out, has its defaults. */
function section<T extends z.core.SomeType>(empty: object, schema: T) {
  return z.preprocess((value) => value ?? empty, schema);
}

const notSection = { error: wording('is not a section', 'Write keys and values below it, indented.') };
const notRequests = {
  error: wording('is not a number above 0', "Write your Front plan's requests per minute, for example 50."),
};

const CallPolicy = oneOf(['open', 'archived', 'skip']).default('open');
const callPolicies = {
  'inbound-answered': CallPolicy,
  'outbound-answered': CallPolicy,
  'outbound-unanswered': CallPolicy,
  voicemail: CallPolicy,
  'ivr-abandoned': CallPolicy,
  'out-of-hours': CallPolicy,
  missed: CallPolicy,
} satisfies Record<Qualification, typeof CallPolicy>;

const Front = z.strictObject(
  { inbox: Name.default('Aircall Phone'), requestsPerMinute: z.number(notRequests).positive(notRequests).default(50) },
  notSection,
);

const Line = z.strictObject(
  { inbox: Name.exactOptional(), name: Name.exactOptional(), log: Switch.exactOptional() },
  notSection,
);

const voicemailKeys = {
  delay: durationUpTo('24h').default(180_000),
  settle: durationUpTo('1h').default(10_000),
  giveUpAfter: durationUpTo('30d').default(86_400_000),
};
const Voicemail = z.strictObject(voicemailKeys, notSection).refine((times) => times.giveUpAfter >= times.delay, {
  path: ['giveUpAfter'],
  error: wording('is shorter than the delay', 'Write a time of at least voicemail.delay.'),
  // Checked even when another key of the section is wrong: all problems are reported at once.
  when: ({ value }) => z.object({ delay: z.number(), giveUpAfter: z.number() }).safeParse(value).success,
});

/** At least as long as anything is under way, or looked for by reconcile. */
const Retention = z.strictObject({ calls: durationOrForever({ min: '7d', max: '36500d' }).default(null) }, notSection);

const aiKeys = {
  summary: Switch.default(true),
  topics: Switch.default(true),
  actionItems: Switch.default(true),
  sentiment: Switch.default(false),
  transcript: oneOf(['off', 'attach']).default('off'),
  gather: durationUpTo('1h').default(60_000),
};

const cardKeys = {
  enabled: Switch.default(false),
  outbound: Switch.default(false),
  unknown: Switch.default(true),
};

const CommentRule = z.strictObject({
  on: z.literal('comment'),
  contains: Phrase,
  tag: FrontTag,
  untagOnArchive: Switch.default(false),
});
const VoicemailRule = z.strictObject({
  on: z.literal('voicemail'),
  moveTo: Name,
  moveBackOnArchive: Switch.default(false),
});
const Rule = z.discriminatedUnion('on', [CommentRule, VoicemailRule], {
  error: ({ input }) =>
    wording(
      'does not say what the rule is for',
      isRecord(input) && 'true' in input ? onInQuotes : 'Write on: comment or on: voicemail.',
    ),
});

/** The YAML file, with every default. Keys that people choose are checked by `preference-keys.ts`. */
export const PreferencesFile = section(
  {},
  z
    .strictObject(
      {
        language: oneOf(languages).default('en'),
        timezone: TimeZone.default('Europe/Paris'),
        front: section({}, Front),
        lines: section({}, z.record(z.string(), section({}, Line), notSection)),
        agents: section({}, z.record(z.string(), Email, notSection)),
        calls: section({}, z.strictObject(callPolicies, notSection)),
        voicemail: section({}, Voicemail),
        recordings: oneOf(['link', 'attach', 'off']).default('link'),
        comments: oneOf(['answered', 'all', 'off']).default('answered'),
        internalCalls: oneOf(['skip', 'log']).default('skip'),
        tags: section({}, z.record(z.string(), FrontTag, notSection)),
        ai: section({}, z.strictObject(aiKeys, notSection)),
        card: section({}, z.strictObject(cardKeys, notSection)),
        retention: section({}, Retention),
        rules: section([], z.array(Rule, { error: wording('is not a list', 'Begin each rule with a dash.') })),
        callbacks: section(
          {},
          callbacksSection({ duration: durationUpTo, tag: FrontTag, email: Email, text: Phrase, oneOf }),
        ),
      },
      { error: wording('is not a list of keys and values', 'Begin with a key, for example language: en.') },
    )
    .check(openCallsForCallbacks),
);

/**
 * Reads and checks the YAML file.
 * @param text of the file; an empty one means the defaults
 * @param name of the file, as the person who reads the problems knows it
 * @returns preferences are null when the file cannot be used
 */
export function readPreferences(text: string, name: string): { preferences: Preferences | null; problems: Problem[] } {
  const file = parseYamlFile(text);
  const syntax = file.faults.map(({ line, problem, remedy }) => ({ place: `${name}:${line}`, problem, remedy }));
  if (!file.whole) return { preferences: null, problems: syntax };
  const result = PreferencesFile.safeParse(file.data);
  const faults = [
    ...toFaults(result.error?.issues ?? [], PreferencesFile, file.data, remedyOf),
    ...findKeyFaults(file.data),
  ];
  const inOrder = faults.toSorted((a, b) => file.lineOf(a.path) - file.lineOf(b.path));
  const place = ({ path }: Fault): string => `${name}:${file.lineOf(path)} ${showPath(path)}`.trim();
  return {
    preferences: result.success ? toPreferences(result.data) : null,
    problems: [...syntax, ...inOrder.map((fault) => toProblem(fault, place(fault), file.data))],
  };
}

/** @param known the keys in whose place it is */
function remedyOf(key: string, known: readonly string[]): string | null {
  if (key === 'true' && known.includes('on')) return onInQuotes;
  if (ownVariables.includes(key.toUpperCase())) return 'Set it in the environment, not in this file.';
  return /token|secret|password|api_?key/i.test(key) ? 'Secrets are set in the environment, not in this file.' : null;
}

function toPreferences(file: z.infer<typeof PreferencesFile>): Preferences {
  const { delay, settle, giveUpAfter } = file.voicemail;
  const { gather, ...notes } = file.ai;
  return {
    ...file,
    lines: renameKeys('lines', file.lines),
    agents: renameKeys('agents', file.agents),
    tags: renameKeys('tags', file.tags),
    voicemail: { delayMs: delay, settleMs: settle, giveUpAfterMs: giveUpAfter },
    ai: { ...notes, gatherMs: gather },
    retention: { callsMs: file.retention.calls },
    callbacks: toCallbackSettings(file.callbacks),
  };
}
