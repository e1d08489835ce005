import { z } from 'zod';
import type { Qualification } from '../domain/qualification.ts';
import type { Preferences } from '../domain/settings.ts';
import { languages } from '../texts/texts.ts';
import { ownVariables } from './environment.ts';
import { findKeyFaults, renameKeys } from './preference-keys.ts';
import { type Fault, type Problem, showPath, toFaults, toProblem, wording } from './problems.ts';
import { durationOrForever, durationUpTo, Email, FrontTag, Name, oneOf, Phrase, Switch, TimeZone } from './values.ts';
import { parseYamlFile } from './yaml.ts';

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
  error: wording('does not say what the rule is for', 'Write on: comment or on: voicemail.'),
});

/** The YAML file, with every default. Keys that people choose are checked by `preference-keys.ts`. */
export const PreferencesFile = section(
  {},
  z.strictObject(
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
    },
    { error: wording('is not a list of keys and values', 'Begin with a key, for example language: en.') },
  ),
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
    ...toFaults(result.error?.issues ?? [], PreferencesFile, file.data, whereSecretsBelong),
    ...findKeyFaults(file.data),
  ];
  const inOrder = faults.toSorted((a, b) => file.lineOf(a.path) - file.lineOf(b.path));
  const place = ({ path }: Fault): string => `${name}:${file.lineOf(path)} ${showPath(path)}`.trim();
  return {
    preferences: result.success ? toPreferences(result.data) : null,
    problems: [...syntax, ...inOrder.map((fault) => toProblem(fault, place(fault), file.data))],
  };
}

function whereSecretsBelong(key: string): string | null {
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
  };
}
