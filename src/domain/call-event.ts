import type { Call } from './call.ts';
import { type Preferences, settingsFor } from './settings.ts';

/** The webhook events with something that Front shows. All others start nothing. */
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
 * The events that Callthread registers Aircall's webhook for. `call.hungup` is understood if it comes, but `call.ended` says
 * the same half a minute later; it would cost a signal and a timer for each call.
 */
export const neededEventNames = callEventNames.filter((name) => name !== 'call.hungup');

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
