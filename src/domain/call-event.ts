import { type Agent, type Call, type CallComment, type Caller, type Line, unnamedLine } from './call.ts';
import { expectsRecording, isKindLoggedAfterAll, mappedTags, mayHaveVoicemail, wantsComments } from './decide.ts';
import type { EntryKind } from './ids.ts';
import { noteKindOf, wantedNoteEvents, wantedNotes } from './notes/note-kinds.ts';
import type { Qualification } from './qualification.ts';
import { type CallSettings, type Preferences, settingsFor } from './settings.ts';

/** The webhook events with content for Front. All others start nothing. */
export const callEventNames = [
  'call.ended',
  'call.hungup',
  'call.voicemail_left',
  'call.comm_assets_generated',
  'call.commented',
  'call.tagged',
  'call.untagged',
] as const;

/**
 * The call events for which Callthread registers Aircall's webhook. `call.hungup` is understood if it arrives, but
 * `call.ended` reports the same half a minute later; registering it would cost a signal and a timer for each call.
 */
export const neededEventNames = callEventNames.filter((name) => name !== 'call.hungup');

/** @returns all events that Callthread registers Aircall's webhook for */
export function neededEvents({ ai, card }: Pick<Preferences, 'ai' | 'card'>): string[] {
  return [...neededEventNames, ...wantedNoteEvents(ai), ...(card.enabled ? cardEvents : [])];
}

/** A call has begun to ring: nothing for Front, and the time for the card. */
export const ringingEvent = 'call.created';
/** The call was answered: a card would come too late. */
export const answeredEvent = 'call.answered';
/** Registered for the card alone; no other part needs them. */
export const cardEvents: readonly string[] = [ringingEvent, answeredEvent];

export type CallEventName = (typeof callEventNames)[number];

/** What Aircall reported about a call at one time: by webhook, or in answer to a request (`fetched`). */
export interface CallEvent {
  name: CallEventName | 'fetched';
  /** When Aircall built the body, UNIX seconds. */
  saidAtSeconds: number;
  call: Call;
}

const names: ReadonlySet<string> = new Set(callEventNames);

/**
 * Whether an event starts or signals a workflow. Checked twice: by name, before the data is read, and with the call, once
 * the line is known.
 */
export function isOfInterest(event: { name: string; call?: Pick<Call, 'line'> }, preferences: Preferences): boolean {
  const note = noteKindOf(event.name);
  if (note !== null) return wantedNotes(preferences.ai).includes(note);
  if (!names.has(event.name)) return false;
  if (event.name === 'call.commented' && preferences.comments === 'off') return false;
  const ofTags = event.name === 'call.tagged' || event.name === 'call.untagged';
  if (ofTags && Object.keys(preferences.tags).length === 0) return false;
  return event.call === undefined || settingsFor(preferences, event.call.line).log;
}

/** Aircall reports a call half a minute after its end; the rest allows for a busy machine or Temporal. */
const freshMs = 120_000;

/**
 * Whether the call ended so long ago that no one is waiting for it: its webhook came late, no worker was running, or
 * reconcile found it. A call in progress is never late.
 * @param awaitedMs how long Callthread may have waited on purpose
 */
export function isLate({ endedAtSeconds }: Pick<Call, 'endedAtSeconds'>, nowMs: number, awaitedMs = 0): boolean {
  return endedAtSeconds !== null && nowMs - endedAtSeconds * 1000 > freshMs + awaitedMs;
}

/**
 * Merges events by content, not by order of arrival: they are sorted by their content alone, then each newer one adds
 * to or replaces what older ones said; `null` removes nothing. So any order of arrival and any number of repeats give
 * the same call.
 * @param events at least one
 */
export function mergeEvents(events: readonly CallEvent[]): Call {
  const ordered = inOrder(events);
  const [first, ...later] = ordered;
  if (first === undefined) throw new RangeError('mergeEvents needs at least one event');
  const call = later.reduce((older, event) => merge(older, event.call), first.call);
  const newestFirst = ordered.map((event) => event.call).toReversed();
  const people = newestFirst.flatMap(({ agent, transferredBy, transferredTo }) => [
    agent,
    transferredBy,
    transferredTo,
  ]);
  const comments = call.comments
    .map((comment) => ({ ...comment, author: completed(comment.author, people) }))
    .toSorted((a, b) => a.postedAtSeconds - b.postedAtSeconds || a.id - b.id);
  return { ...call, comments };
}

/** @returns the events with content of their own, oldest first; repeats are left out */
function inOrder(events: readonly CallEvent[]): CallEvent[] {
  const distinct = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...distinct]
    .map(([text, event]) => ({ event, place: `${newness(event)}\n${text}` }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ event }) => event);
}

/**
 * How new an event is, as a text that sorts. Aircall's clock has seconds only: of two webhooks of one second, the one
 * with settled data counts as newer, then the one with a tag removed, then the one with more tags.
 */
export function newness({ name, saidAtSeconds, call }: CallEvent): string {
  const settled = call.endedAtSeconds === null ? 0 : 2;
  const untagged = name === 'call.untagged' ? 1 : 0;
  const tags = (call.tags ?? []).map((tag) => tag.name).join();
  return `${String(saidAtSeconds).padStart(12, '0')} ${settled + untagged} ${tags}`;
}

function merge(older: Call, newer: Call): Call {
  return {
    ...newer,
    startedAtSeconds: Math.min(older.startedAtSeconds, newer.startedAtSeconds),
    answeredAtSeconds: newer.answeredAtSeconds ?? older.answeredAtSeconds,
    endedAtSeconds: newer.endedAtSeconds ?? older.endedAtSeconds,
    missedReason: newer.missedReason ?? older.missedReason,
    caller: clearer(newer.caller, older.caller),
    callerName: newer.callerName ?? older.callerName,
    line: fullerLine(newer.line, older.line),
    agent: fullerAgent(newer.agent, older.agent),
    transferredBy: fullerAgent(newer.transferredBy, older.transferredBy),
    transferredTo: fullerAgent(newer.transferredTo, older.transferredTo),
    recordingReady: newer.recordingReady || older.recordingReady,
    voicemailLeft: newer.voicemailLeft || older.voicemailLeft,
    voicemailReady: newer.voicemailReady || older.voicemailReady,
    tags: newer.tags ?? older.tags,
    comments: mergeComments(older.comments, newer.comments),
  };
}

function mergeComments(older: CallComment[], newer: CallComment[]): CallComment[] {
  const merged = new Map<number, CallComment>();
  for (const comment of [...older, ...newer]) {
    const author = fullerAgent(comment.author, merged.get(comment.id)?.author ?? null);
    merged.set(comment.id, { ...comment, author });
  }
  return [...merged.values()];
}

const clarity: Record<Caller['kind'], number> = { number: 2, unreadable: 1, anonymous: 0 };

function clearer(newer: Caller, older: Caller): Caller {
  return clarity[newer.kind] >= clarity[older.kind] ? newer : older;
}

/** Aircall abridges nested objects: for the same id, fields that only the older event has are kept. */
function fullerAgent(newer: Agent | null, older: Agent | null): Agent | null {
  if (newer === null) return older;
  return older === null || older.id !== newer.id ? newer : { ...older, ...known(newer) };
}

/** @returns the author with the fields that Aircall gives of the same person elsewhere in the call */
function completed(author: Agent | null, people: Array<Agent | null>): Agent | null {
  return people.reduce((fuller, person) => (fuller?.id === person?.id ? fullerAgent(fuller, person) : fuller), author);
}

function known<Nested extends Agent | Line>(nested: Nested): Partial<Nested> {
  return Object.fromEntries(Object.entries(nested).filter(([, value]) => value !== null)) as Partial<Nested>;
}

/** Any part of a line may be absent: its id (0), its number (null), its name (then a default of `to-call.ts`). */
function fullerLine(newer: Line, older: Line): Line {
  const isSame = newer.id === older.id || newer.id === 0 || older.id === 0;
  const numbersDiffer = newer.e164 !== null && older.e164 !== null && newer.e164 !== older.e164;
  if (!isSame || (newer.id !== older.id && numbersDiffer)) return newer.id === 0 ? older : newer;
  const name = nameRank(newer) >= nameRank(older) ? newer.name : older.name;
  return { ...older, ...known(newer), id: newer.id || older.id, name };
}

/** The default name of a line is its number, else `unnamedLine`. */
function nameRank({ name }: Line): number {
  if (name === unnamedLine) return 0;
  return /\p{L}/u.test(name) ? 2 : 1;
}

/** What a closed run has already written, to compare later events with. */
interface AlreadyWritten {
  state: 'done' | 'skipped';
  /** Why it was skipped. */
  reason: string | null;
  qualification: Qualification | null;
  entries: EntryKind[];
  commentIds: number[];
  tags: string[];
  tagsSaid: string;
}

/** Whether an event that arrives after the run has closed contains anything that is not in Front yet. */
export function saysSomethingNew(event: CallEvent, written: AlreadyWritten, settings: CallSettings): boolean {
  const { call } = event;
  if (written.state === 'skipped') return isKindLoggedAfterAll(call, written.reason, settings);
  const { entries, commentIds } = written;
  const tags = call.tags === null ? written.tags : mappedTags(call.tags, settings.tags);
  return (
    (newness(event) >= written.tagsSaid && tags.join() !== written.tags.join()) ||
    (wantsComments(call, settings, written.qualification) &&
      call.comments.some(({ id }) => !commentIds.includes(id))) ||
    (call.recordingReady && expectsRecording(call, settings) && !entries.includes('recording')) ||
    (call.voicemailReady && mayHaveVoicemail(call) && !entries.includes('voicemail'))
  );
}
