import type { Texts } from '../texts/text-types.ts';
import { formatDuration, formatZonedTime, type Language, languages, textsIn } from '../texts/texts.ts';
import { type Call, endedAtMs, isAnswered, ringSeconds, talkSeconds } from './call.ts';
import type { EntryKind } from './ids.ts';
import { agentName, inertLine, inertName } from './inert-text.ts';
import type { Qualification } from './qualification.ts';
import type { RecentWrites } from './recent-writes.ts';
import type { CallSettings } from './settings.ts';

/** One message in the caller's conversation. */
export interface Entry {
  kind: EntryKind;
  body: string;
  /** When it happened, UNIX seconds; no two entries of a call share a second, so that Front keeps their order. */
  createdAtSeconds: number;
}

/** In every language: entries in Front may have been written in another language than the configured one. */
const allEntryTexts = languages.map((language) => textsIn(language).entries);

interface Wording {
  texts: Texts['entries'];
  lineName: string;
  /** The start of the call, formatted for the language. */
  time: string;
}

interface CallEntriesOptions {
  qualification: Qualification;
  lineName: string;
  recordings: CallSettings['recordings'];
  language: Language;
  /** IANA name. */
  timezone: string;
}

/** @returns all entries of the call that can be written when it is logged; the call itself comes first */
export function callEntries(
  call: Call,
  { qualification, lineName, recordings, language, timezone }: CallEntriesOptions,
): [callEntry: Entry, ...rest: Entry[]] {
  const texts = textsIn(language).entries;
  const time = formatZonedTime(call.startedAtSeconds, language, timezone);
  const duration = durationEntry(call, texts);
  const withRecording = call.recordingReady && duration !== null && recordings === 'link';
  return [
    callEntry(call, qualification, { texts, lineName, time }),
    ...(duration === null ? [] : [duration]),
    ...(withRecording ? [mediaEntry(call, 'recording', texts)] : []),
  ];
}

/** The first entry: line, caller, time, agent, and the reason of a missed call. */
export function callEntry(call: Call, qualification: Qualification, { texts, lineName, time }: Wording): Entry {
  const { labels } = texts;
  const answered = isAnswered(call);
  const rows: Array<[string, string | null]> = [
    [labels.line, [inertLine(lineName), call.line.e164].filter(Boolean).join(', ')],
    [call.direction === 'outbound' ? labels.called : labels.caller, callerText(call, texts)],
    [labels.time, time],
    [labels.agent, agentText(call, texts)],
    [labels.transferredBy, transferrerText(call)],
    [labels.reason, answered ? null : reasonText(call, texts)],
    [labels.rang, answered ? null : durationText(ringSeconds(call), texts)],
    [labels.reference, String(call.id)],
  ];
  const heading = subjectOf(null, qualification, lineName, texts);
  const body = [heading, ...rows.flatMap(([label, value]) => (value ? [`${label}${texts.colon}${value}`] : []))].join(
    '\n',
  );
  return { kind: 'call', body, createdAtSeconds: call.startedAtSeconds };
}

/** @returns the talk time's entry, or null if the call was not answered */
export function durationEntry(call: Call, texts: Texts['entries']): Entry | null {
  const talk = durationText(talkSeconds(call), texts);
  if (talk === null) return null;
  return {
    kind: 'duration',
    body: `${texts.labels.duration}${texts.colon}${talk}`,
    createdAtSeconds: afterCall(call, 1),
  };
}

/** Links to Aircall's own page of the audio, which is permanent; signed URLs expire within the hour. */
export function mediaEntry(call: Call, kind: 'recording' | 'voicemail', texts: Texts['entries']): Entry {
  const page = `https://assets.aircall.io/calls/${call.id}/${kind}`;
  return { kind, body: `${texts.labels[kind]}${texts.colon}${page}`, createdAtSeconds: afterCall(call, 2) };
}

/** Reports that the announced voicemail was never delivered. */
export function voicemailMissingEntry(call: Call, waitedSeconds: number, texts: Texts['entries']): Entry {
  const body = texts.voicemailNeverCame(formatDuration(waitedSeconds, texts));
  return { kind: 'voicemail-missing', body, createdAtSeconds: afterCall(call, 1) };
}

/** Whether a text is a duration entry, in any language. */
function isDurationEntry(text: string): boolean {
  return allEntryTexts.some(({ labels, colon }) => text.startsWith(`${labels.duration}${colon}`));
}

/** @returns the Aircall call that a text names like a call's first entry does (people do not write that), or null */
export function namedCall(text: string): number | null {
  for (const { labels, colon } of allEntryTexts) {
    const [, id] = new RegExp(`${labels.reference}${colon}(\\d{1,15})(?!\\d)`).exec(text) ?? [];
    if (id !== undefined) return Number(id);
  }
  return null;
}

/** Whether a text looks like an entry: it names an Aircall call, links to its audio, or gives its duration. */
export function isEntry(text: string): boolean {
  return namedCall(text) !== null || isAudioLink(text) || isDurationEntry(text);
}

function isAudioLink(text: string): boolean {
  return /assets\.aircall\.io\/calls\/\d+\//.test(text);
}

function afterCall(call: Call, place: number): number {
  return Math.max(call.endedAtSeconds ?? call.startedAtSeconds, call.startedAtSeconds + place) + place - 1;
}

function durationText(seconds: number | null, texts: Texts['entries']): string | null {
  return seconds === null ? null : formatDuration(seconds, texts);
}

/** Reasons that Aircall does not document are shown as Aircall writes them. */
function reasonText({ missedReason }: Call, texts: Texts['entries']): string | null {
  if (missedReason === null) return null;
  const known = new Map<string, string>(Object.entries(texts.missedReason));
  return known.get(missedReason) ?? inertLine(missedReason.replaceAll('_', ' '));
}

function callerText(call: Call, texts: Texts['entries']): string {
  switch (call.caller.kind) {
    case 'anonymous':
      return texts.anonymousCaller;
    case 'number':
      return [inertName(call.callerName), call.caller.e164].filter(Boolean).join(', ');
    case 'unreadable':
      return [inertName(call.callerName), inertLine(call.caller.digits)].filter(Boolean).join(', ');
  }
}

function agentText(call: Call, texts: Texts['entries']): string | null {
  if (call.direction === 'inbound' && !isAnswered(call)) return null;
  return agentName(call.agent) ?? texts.unknownAgent;
}

/** `transferred_to` survives a failed transfer, and names a team's first user: only who spoke last is proof. */
function transferrerText({ transferredBy, agent, answeredAtSeconds }: Call): string | null {
  if (answeredAtSeconds === null || transferredBy === null || agent === null) return null;
  return agent.id === transferredBy.id ? null : agentName(transferredBy);
}

/**
 * The subject rule: an open conversation keeps the subject it has; the first call of a new one, or after it was
 * archived, sets its own.
 * @param current the conversation as it is, null for a new one
 */
export function subjectOf(
  current: { subject: string | null; archived: boolean } | null,
  qualification: Qualification,
  lineName: string,
  texts: Texts['entries'],
): string {
  if (current !== null && !current.archived && current.subject) return current.subject;
  return `${texts.qualification[qualification]} – ${inertLine(lineName)}`;
}

/** One of Callthread's entries, as Front shows it. */
interface SeenEntry {
  createdAtSeconds: number;
  text: string;
  /** The author, a teammate; null for the caller, or for an agent without a match. */
  authorId: string | null;
}

interface LaterCalls {
  /** Whether a call of this caller that ended later is logged. */
  any: boolean;
  /** Whether an agent answered one of them: the conversation is that agent's. */
  assigned: boolean;
  /** Whether an earlier call assigned the conversation within the last minute. */
  assignedByEarlier: boolean;
  /** The teammates who spoke with the caller before. */
  earlierAuthorIds: ReadonlySet<string>;
}

/**
 * Compares a call with the other logged calls of its caller. A call's first entry has the time of its start, its
 * duration entry that of its end.
 */
export function laterCalls(entries: readonly SeenEntry[], call: Call, recent: RecentWrites | null): LaterCalls {
  const endedAtSeconds = endedAtMs(call) / 1000;
  const own = new RegExp(`(?<!\\d)${call.id}(?!\\d)`);
  const others = entries.filter(({ text }) => !own.test(text));
  // The call's own last entry without its id has this time, even if the call took no time at all.
  const isLater = ({ createdAtSeconds }: SeenEntry) =>
    createdAtSeconds > Math.max(endedAtSeconds, call.startedAtSeconds + 1);
  // Links to audio arrive a second or more after the end of their call, so they prove nothing.
  const later = others.filter((entry) => isLater(entry) && !isAudioLink(entry.text));
  const recentlyAssigned = recent?.assignedEndedAtSeconds ?? null;
  return {
    any: later.length > 0 || (recent !== null && recent.endedAtSeconds > endedAtSeconds),
    assigned:
      later.some(({ authorId, text }) => authorId !== null && isDurationEntry(text)) ||
      (recentlyAssigned !== null && recentlyAssigned > endedAtSeconds),
    assignedByEarlier: recentlyAssigned !== null && recentlyAssigned <= endedAtSeconds,
    earlierAuthorIds: new Set(others.flatMap((entry) => (isLater(entry) ? [] : (entry.authorId ?? [])))),
  };
}
