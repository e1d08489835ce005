import type { Call } from './call.ts';

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
