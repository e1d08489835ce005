import {
  type Agent,
  type Call,
  type CallComment,
  type Caller,
  type CallTag,
  type Line,
  unnamedLine,
} from '../../domain/call.ts';
import { type CallEvent, type CallEventName, callEventNames } from '../../domain/call-event.ts';
import { inertText } from '../../domain/inert-text.ts';
import { countryOfLine, readCaller, toE164 } from '../../domain/phone-number.ts';
import { AircallNumber, CallData, type Envelope, Numbers, PayloadInvalid, readShape, Timestamp } from './schema.ts';

/**
 * @param envelope a webhook's body whose event is one of `callEventNames`
 * @throws {PayloadInvalid} naming the field that is not what Aircall documents
 */
export function toCallEvent(envelope: Envelope): CallEvent {
  if (!isCallEventName(envelope.event)) throw new PayloadInvalid('event', 'expected an event of a call');
  const call = toCall(envelope.data);
  const saidAtSeconds = readShape(Timestamp, envelope.timestamp, 'timestamp');
  const voicemailLeft = call.voicemailLeft || envelope.event === 'call.voicemail_left';
  return { name: envelope.event, saidAtSeconds, call: { ...call, voicemailLeft } };
}

function isCallEventName(name: string): name is CallEventName {
  return callEventNames.some((known) => known === name);
}

/**
 * @param data Aircall's call object, of a webhook (`data`) or a REST answer
 * @param within its place in the body, to name fields by
 * @throws {PayloadInvalid} naming the field that is not what Aircall documents
 */
export function toCall(data: unknown, within = 'data'): Call {
  const call = readShape(CallData, data, within);
  const line = toLine(call.number);
  const media = readMedia(call);
  return {
    id: call.id,
    direction: call.direction,
    startedAtSeconds: call.started_at,
    answeredAtSeconds: call.answered_at,
    endedAtSeconds: call.ended_at,
    missedReason: call.missed_call_reason,
    caller: toCaller(call, line),
    callerName: nameOf(call.contact),
    line,
    agent: toAgent(call.user),
    transferredBy: toAgent(call.transferred_by),
    transferredTo: toAgent(call.transferred_to),
    recordingReady: media.recordingReady,
    voicemailLeft: media.voicemailLeft,
    voicemailReady: media.voicemailUrl !== null,
    comments: toComments(call),
    tags: call.tags?.flatMap(toTag) ?? null,
  };
}

/**
 * The outside party. Where `raw_digits` is absent, a participant's number is taken, else one of the contact, unless
 * there are several to choose from.
 */
function toCaller(call: CallData, line: Line): Caller {
  if (inertText(call.raw_digits ?? '') !== '') return readCaller(call.raw_digits, line.country);
  const participants = [...(call.participants ?? []), ...(call.conference_participants ?? [])];
  const outside = numbersIn(participants.map((party) => (party?.type === 'user' ? null : party?.phone_number)));
  const known = numbersIn((call.contact?.phone_numbers ?? []).map((number) => number?.value));
  const both = [...outside].filter(([key]) => known.has(key));
  const candidates = outside.size === 0 ? [...known] : outside.size === 1 ? [...outside] : both;
  const [first, ...others] = candidates.map(([, caller]) => caller);
  return first === undefined || others.length > 0 ? { kind: 'anonymous' } : first;

  function numbersIn(texts: Array<string | null | undefined>): Map<string, Caller> {
    const callers = texts.map((text) => readCaller(text ?? null, line.country));
    const named = callers.filter(
      (caller) => caller.kind !== 'anonymous' && !(caller.kind === 'number' && caller.e164 === line.e164),
    );
    return new Map(named.map((caller) => [JSON.stringify(caller), caller]));
  }
}

function nameOf(contact: CallData['contact']): string | null {
  const names = [contact?.first_name, contact?.last_name].filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(' ') : (contact?.company_name ?? null);
}

/** A webhook without `number` has not been seen; it becomes a line with id 0, which no configuration names. */
function toLine(number: CallData['number']): Line {
  const named = number?.country ?? null;
  const e164 =
    [number?.e164_digits, number?.digits]
      .map((digits) => (digits ? toE164(digits, named) : null))
      .find((found) => found !== null) ?? null;
  return {
    id: number?.id ?? 0,
    name: number?.name ?? number?.digits ?? e164 ?? unnamedLine,
    e164,
    country: countryOfLine(named, e164),
    records: number?.live_recording_activated ?? null,
  };
}

/** @returns the lines in a body with `numbers` */
export function readLines(body: unknown): Line[] {
  const { numbers } = readShape(Numbers, body);
  return numbers.map((number, index) => toLine(readShape(AircallNumber, number, `numbers.${index}`)));
}

function toAgent(user: CallData['user']): Agent | null {
  return user?.id ? { id: user.id, name: user.name, email: user.email } : null;
}

/** Drops comments without an id, which could not be recognised when repeated, and those without visible text. */
function toComments(call: CallData): CallComment[] {
  return (call.comments ?? []).flatMap(({ id, content, posted_at, posted_by }) =>
    id && content && inertText(content) !== ''
      ? [{ id, content, author: toAgent(posted_by), postedAtSeconds: posted_at ?? call.ended_at ?? call.started_at }]
      : [],
  );
}

function toTag({ id, name }: { id?: number | null | undefined; name: string | null }): CallTag[] {
  return id && name ? [{ id, name }] : [];
}

/** Where a call's audio is now. All but the asset page, which asks for an Aircall login, are signed and die within hours. */
export interface Media {
  recordingUrl: string | null;
  voicemailUrl: string | null;
  /** Aircall's page of the recording or the voicemail; permanent. */
  assetUrl: string | null;
}

/** @returns the addresses, and what they imply: Aircall names the audio, or only its page. */
export function readMedia(call: CallData): Media & { recordingReady: boolean; voicemailLeft: boolean } {
  const recordingUrl = call.recording ?? call.recording_short_url;
  const voicemailUrl = call.voicemail ?? call.voicemail_short_url;
  return {
    recordingUrl,
    voicemailUrl,
    assetUrl: call.asset,
    recordingReady: recordingUrl !== null || /\/recording\/?$/.test(call.asset ?? ''),
    voicemailLeft: voicemailUrl !== null || /\/voicemail\/?$/.test(call.asset ?? ''),
  };
}
