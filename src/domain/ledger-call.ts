import type { Direction } from './call.ts';
import type { Qualification } from './qualification.ts';

/**
 * How a call stands in the ledger. seen: Aircall had it, and nothing else is known; unwanted: the configuration logs no
 * such calls; parked: waits for a person; logged: Front has it; skipped: by rule or by a person, see the reason.
 */
export const ledgerStates = ['seen', 'unwanted', 'parked', 'logged', 'skipped'] as const;
export type LedgerState = (typeof ledgerStates)[number];

export type LedgerMedia = 'none' | 'awaited' | 'there' | 'never came';

/** What Aircall's list of calls says of a call that reports need. Times are UNIX seconds. */
export interface SeenCall {
  id: number;
  direction: Direction;
  line: { id: number; name: string; e164: string | null };
  startedAtSeconds: number;
  /** Whether the configuration logs such calls. */
  wanted: boolean;
}

/** A call as reports and pages know it: no audio and no texts. Times are UNIX seconds, lengths are seconds. */
export interface LedgerCall {
  id: number;
  state: LedgerState;
  /** Why it is skipped, or which failure it is parked on. */
  reason: string | null;
  direction: Direction;
  qualification: Qualification | null;
  line: { id: number; name: string; e164: string | null };
  /** E.164, else the digits as Aircall wrote them; null for an anonymous caller. */
  caller: string | null;
  callerName: string | null;
  /** `email` is Aircall's, in lower case. */
  agent: { id: number; name: string | null; email: string | null } | null;
  startedAtSeconds: number;
  answeredAtSeconds: number | null;
  endedAtSeconds: number | null;
  /** Of talk; null when nobody answered. */
  talkSeconds: number | null;
  /** Until the answer, else until the end. */
  ringSeconds: number | null;
  conversationId: string | null;
  /** When the call's entry had been handed to Front; null also for one that a backfill imported. */
  loggedAtSeconds: number | null;
  recording: LedgerMedia;
  voicemail: LedgerMedia;
  /** Not before then the voicemail's entry comes. */
  voicemailDueAtSeconds: number | null;
  /** The ledger no longer knows who the caller was, and is not told again. */
  erased?: true;
}
