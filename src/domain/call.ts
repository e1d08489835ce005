/** The plain data of one Aircall call, in this product's terms, from webhook bodies and REST answers alike. */

export type Direction = 'inbound' | 'outbound';

/** An Aircall user. Nested users are abridged by Aircall: all but the id may be absent. */
export interface Agent {
  id: number;
  name: string | null;
  /** As Aircall writes it; compare with case ignored. */
  email: string | null;
}

/** The name of a line of which Aircall gives neither name nor number. */
export const unnamedLine = 'Aircall';

/** The Aircall number a call came through. */
export interface Line {
  id: number;
  /** Aircall's own name of the line; the configuration may give another. */
  name: string;
  /** E.164, or null if the digits could not be parsed as a phone number. */
  e164: string | null;
  /** ISO 3166-1 alpha-2: the default country for numbers of this line's callers. */
  country: string | null;
  /** Whether Aircall records its calls; null if unknown. */
  records: boolean | null;
}

/** The outside party, in both directions. */
export type Caller =
  | { kind: 'number' /** E.164, for example +33186651010 */; e164: string }
  | {
      kind: 'unreadable' /** as Aircall wrote it: stored, but never sent to Front as a phone handle */;
      digits: string;
    }
  | { kind: 'anonymous' };

export interface CallComment {
  id: number;
  content: string;
  /** null if it was posted through Aircall's API. */
  author: Agent | null;
  postedAtSeconds: number;
}

export interface CallTag {
  id: number;
  name: string;
}

/** Everything known of a call. `null` and empty lists mean "unknown so far". Times are UNIX seconds. */
export interface Call {
  id: number;
  direction: Direction;
  startedAtSeconds: number;
  /** The only sign of an answered call (Aircall's `status` never says "missed"). */
  answeredAtSeconds: number | null;
  endedAtSeconds: number | null;
  /** Aircall's `missed_call_reason`, an open list. */
  missedReason: string | null;
  caller: Caller;
  /** The caller's name in Aircall's address book. */
  callerName: string | null;
  line: Line;
  /** Who took or made the call; finally, who spoke last. */
  agent: Agent | null;
  transferredBy: Agent | null;
  transferredTo: Agent | null;
  /** Aircall has the recording. The signed URLs themselves are never stored. */
  recordingReady: boolean;
  /** A voicemail was left: it has its page, its audio or its own event. */
  voicemailLeft: boolean;
  /** Aircall has the voicemail's audio. */
  voicemailReady: boolean;
  comments: CallComment[];
  /** All current tags; null if unknown. */
  tags: CallTag[] | null;
}

/** @returns whether the call was answered */
export function isAnswered(call: Call): boolean {
  return call.answeredAtSeconds !== null;
}

/** @returns seconds of talk (Aircall's `duration` includes ringing), or null if unknown */
export function talkSeconds(call: Call): number | null {
  if (call.answeredAtSeconds === null || call.endedAtSeconds === null) return null;
  return Math.max(0, call.endedAtSeconds - call.answeredAtSeconds);
}

/** @returns seconds of ringing: until the answer, or else until the end */
export function ringSeconds(call: Call): number | null {
  const until = call.answeredAtSeconds ?? call.endedAtSeconds;
  return until === null ? null : Math.max(0, until - call.startedAtSeconds);
}

/** @returns the end of the call in UNIX milliseconds; its start while the end is unknown */
export function endedAtMs(call: Call): number {
  return (call.endedAtSeconds ?? call.startedAtSeconds) * 1000;
}
