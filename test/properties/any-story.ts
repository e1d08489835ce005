import fc from 'fast-check';
import { type AgentName, anyAgent } from './agents.ts';
import { type AnyText, anyText } from './any-text.ts';
import { anyCountry, type Country, foreignWritings, nationalWritings, type Writing, writings } from './numbers.ts';
import { tags } from './tags.ts';

/** The events of one call, independent of its caller; all seconds count from its end. */
export interface Story {
  line: Country;
  direction: 'inbound' | 'outbound';
  talk: { seconds: number; transfer: 'none' | 'done' | 'failed' } | null;
  ringSeconds: number;
  missedReason: string | null;
  /** Left in the end, when no agent answered an inbound call. */
  voicemail: boolean;
  records: boolean | 'not said';
  agent: AgentName | null;
  contact: 'absent' | 'empty' | 'null' | { first: AnyText; last: AnyText | null };
  caller:
    | { kind: 'number'; country: Country; writings: readonly Writing[] }
    | { kind: 'anonymous'; written: string }
    | { kind: 'unreadable'; around: [string, string] };
  comments: { text: AnyText; author: AgentName | null; atSeconds: number }[];
  /** The call's tags after each change, in order. */
  tagChanges: { tags: string[]; atSeconds: number }[];
  /** How long ago the call ended when the first body comes. */
  endedAgoSeconds: number;
  /** Whether the first `call.ended` has the media already. */
  mediaAtEnd: boolean;
  /** Second bodies of an event, built later (for a retry, say): what had changed by then is in them, the media may be or not. */
  rebuilt: { of: number; laterSeconds: number; media: boolean }[];
  /** Keys that are absent from some bodies. */
  silences: string[][];
}

/** What a body may leave out; that of `call.ended`, which is made when the data has settled, only the last two. */
const silentKeys = ['user', 'contact', 'missed_call_reason', 'asset', 'transferred_by', 'comments', 'tags'];

const missedReasons = [
  'out_of_opening_hours',
  'short_abandoned',
  'abandoned_in_ivr',
  'abandoned_in_classic',
  'no_available_agent',
  'agents_did_not_answer',
  'a_reason_of_tomorrow',
];

const anyCaller: fc.Arbitrary<Story['caller']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('number' as const),
      country: anyCountry,
      writings: fc.array(fc.constantFrom(...writings), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('anonymous' as const),
      written: fc.constantFrom('anonymous', 'Anonymous', ' anonymous '),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unreadable' as const),
      around: fc.constantFrom<[string, string]>(
        ['sip:', '@pbx.example'],
        ['<b>', '</b>'],
        ['', ' / 12?x=1#y'],
        ['☎️ ', ' %2B'],
      ),
    }),
  },
);

/** Few, so that much happens in one second, and around the usual `call.ended`. */
const atSeconds = fc.constantFrom(0, 12, 29, 30, 31, 60);

export const anyStory: fc.Arbitrary<Story> = fc
  .record({
    line: anyCountry,
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    talk: fc.option(
      fc.record({ seconds: fc.integer({ min: 0, max: 4000 }), transfer: fc.constantFrom('none', 'done', 'failed') }),
    ),
    ringSeconds: fc.integer({ min: 0, max: 60 }),
    missedReason: fc.constantFrom(null, ...missedReasons),
    voicemail: fc.boolean(),
    records: fc.constantFrom(true, false, 'not said' as const),
    agent: fc.option(anyAgent, { freq: 6 }),
    contact: fc.oneof(
      fc.constantFrom('absent' as const, 'empty' as const, 'null' as const),
      fc.record({ first: anyText, last: fc.option(anyText) }),
    ),
    caller: anyCaller,
    comments: fc.array(fc.record({ text: anyText, author: fc.option(anyAgent, { freq: 6 }), atSeconds }), {
      maxLength: 3,
    }),
    tagChanges: fc.array(fc.record({ tags: fc.subarray(Object.keys(tags)), atSeconds }), { maxLength: 3 }),
    endedAgoSeconds: fc.constantFrom(0, 30, 400),
    mediaAtEnd: fc.boolean(),
    silences: fc.array(fc.subarray(silentKeys), { maxLength: 4 }),
    rebuilt: fc.array(fc.record({ of: fc.nat(20), laterSeconds: fc.constantFrom(0, 1, 30), media: fc.boolean() }), {
      maxLength: 3,
    }),
  })
  .map((story) => ({
    ...story,
    voicemail: story.voicemail && story.direction === 'inbound' && story.talk === null,
    missedReason: story.talk === null ? story.missedReason : null,
    caller: fittingWritings(story.caller, story.line),
    tagChanges: story.tagChanges.toSorted((one, other) => one.atSeconds - other.atSeconds),
  }));

/** A number from abroad is not written as at home, and 011 leads abroad from the United States alone. */
function fittingWritings(caller: Story['caller'], line: Country): Story['caller'] {
  if (caller.kind !== 'number') return caller;
  const fits = new Set<Writing>(foreignWritings);
  if (caller.country === line) for (const writing of nationalWritings) fits.add(writing);
  if (line === 'US') fits.add('from the US');
  const fitting = caller.writings.filter((writing) => fits.has(writing));
  return { ...caller, writings: fitting.length > 0 ? fitting : ['spaced'] };
}
