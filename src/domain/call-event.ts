import type { Call } from './call.ts';
import { type Preferences, settingsFor } from './settings.ts';

/** The webhook events that tell something of a call that Front shows. All others start nothing. */
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
 * What Aircall's webhook is registered to. `call.hungup` is understood where it is told, and says nothing that
 * `call.ended` does not say half a minute later; it would cost a signal and a timer a call.
 */
export const neededEventNames = callEventNames.filter((name) => name !== 'call.hungup');

export type CallEventName = (typeof callEventNames)[number];

/** One thing Aircall said of a call: by webhook, or when it was asked (`fetched`). */
export interface CallEvent {
  name: CallEventName | 'fetched';
  /** When Aircall built the body, UNIX seconds. */
  saidAtSeconds: number;
  call: Call;
}

const names: ReadonlySet<string> = new Set(callEventNames);

/**
 * Whether an event starts or moves a workflow. Asked twice of a webhook: by its name, before its data is looked into,
 * and with the call, when the line is known.
 */
export function isOfInterest(event: { name: string; call?: Pick<Call, 'line'> }, preferences: Preferences): boolean {
  if (!names.has(event.name)) return false;
  if (event.name === 'call.commented' && preferences.comments === 'off') return false;
  const ofTags = event.name === 'call.tagged' || event.name === 'call.untagged';
  if (ofTags && Object.keys(preferences.tags).length === 0) return false;
  return event.call === undefined || settingsFor(preferences, event.call.line).log;
}

/** Aircall tells of a call half a minute after its end; the rest is for a machine or a Temporal that is busy. */
const freshMs = 120_000;

/**
 * Whether the call ended so long ago that nobody waits for it: its webhook came late, or nobody took it up, or it was found
 * by a look back. One that goes on, of which a comment tells, is not late however long it takes.
 * @param awaitedMs for how long it may have been waited for on purpose
 */
export function isLate({ endedAtSeconds }: Pick<Call, 'endedAtSeconds'>, nowMs: number, awaitedMs = 0): boolean {
  return endedAtSeconds !== null && nowMs - endedAtSeconds * 1000 > freshMs + awaitedMs;
}
