import { z } from 'zod';
import type { Qualification } from '../domain/qualification.ts';
import { languages } from '../texts/texts.ts';
import { durationOrForever, durationUpTo } from './duration.ts';
import { Email } from './email.ts';
import { TimeZone } from './time-zone.ts';

/*
 * A text of an error here is what is wrong, to be read after the place and the value, a full stop, and what would be
 * right: `to-problem.ts` divides it there.
 */

/** Whoever comments out all that is in a section leaves its name with nothing in it: that is the default. */
function section<T extends z.core.SomeType>(empty: object, schema: T) {
  return z.preprocess((value) => value ?? empty, schema);
}

const notSection = { error: 'is not a section. Write keys and values below it, indented.' };
const notName = { error: 'is not a name. Write a text; put one that looks like a number in quotes.' };
const notSwitch = { error: 'is not true or false. Write true or false, without quotes.' };
const notRequests = { error: "is not a number above 0. Write your Front plan's requests per minute, for example 50." };

const Name = z.string(notName).trim().min(1, { error: 'is empty. Write a name, or leave the key out.' });
/** What a comment is searched for: blanks around it count. */
const Phrase = z.string(notName).refine((text) => text.trim() !== '', { error: 'is empty. Write what to look for.' });
const Switch = z.boolean(notSwitch);

function oneOf<const T extends readonly string[]>(words: T) {
  const list = words.join(', ').replace(/, ([^,]+)$/, ' or $1');
  return z.enum(words, { error: `is not known here. Write ${list}.` });
}

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
  error: 'is shorter than the delay. Write a time that is at least voicemail.delay.',
  // Told even when another key of the section is wrong: all problems are told at once.
  when: ({ value }) => z.object({ delay: z.number(), giveUpAfter: z.number() }).safeParse(value).success,
});

/** Whatever is still under way, or still looked for by reconcile, is younger than that. */
const Retention = z.strictObject(
  { calls: durationOrForever({ least: '7d', most: '36500d' }).default(null) },
  notSection,
);

const CommentRule = z.strictObject({
  on: z.literal('comment'),
  contains: Phrase,
  tag: Name,
  untagOnArchive: Switch.default(false),
});
const VoicemailRule = z.strictObject({
  on: z.literal('voicemail'),
  moveTo: Name,
  moveBackOnArchive: Switch.default(false),
});
const Rule = z.discriminatedUnion('on', [CommentRule, VoicemailRule], {
  error: 'does not say what the rule is for. Write on: comment or on: voicemail.',
});

/** The YAML file of preferences, with every default. Keys of maps are checked by `map-keys.ts`. */
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
      tags: section({}, z.record(z.string(), Name, notSection)),
      retention: section({}, Retention),
      rules: section([], z.array(Rule, { error: 'is not a list. Begin each rule with a dash.' })),
    },
    { error: 'is not a list of keys and values. Begin with a key, for example language: en.' },
  ),
);
export type PreferencesFile = z.infer<typeof PreferencesFile>;
