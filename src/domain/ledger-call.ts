import { type Call, type Caller, type Direction, endedAtMs, ringSeconds, talkSeconds } from './call.ts';
import { expectsRecording, mayHaveVoicemail } from './decide.ts';
import { type EntryKind, shortDigits } from './ids.ts';
import type { Qualification } from './qualification.ts';
import type { CallSettings } from './settings.ts';

/**
 * State of a call in the ledger. seen: Aircall lists it, nothing else is known; unwanted: the configuration does not log
 * such calls; parked: waits for a person; logged: Front has it; skipped: by rule or by a person, see the reason.
 */
export const ledgerStates = ['seen', 'unwanted', 'parked', 'logged', 'skipped'] as const;
export type LedgerState = (typeof ledgerStates)[number];

type LedgerMedia = 'none' | 'awaited' | 'there' | 'never came';

/** The parts of a call in Aircall's list that reports need. Times are UNIX seconds. */
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
  /** Why it was skipped, or the failure on which it is parked. */
  reason: string | null;
  direction: Direction;
  qualification: Qualification | null;
  line: { id: number; name: string; e164: string | null };
  /** E.164, else the digits as Aircall wrote them, without blanks; null for an anonymous caller. */
  caller: string | null;
  callerName: string | null;
  /** `email` is Aircall's, in lower case. */
  agent: { id: number; name: string | null; email: string | null } | null;
  startedAtSeconds: number;
  answeredAtSeconds: number | null;
  endedAtSeconds: number | null;
  /** Talk time; null when the call was not answered. */
  talkSeconds: number | null;
  /** Until the answer, or else until the end. */
  ringSeconds: number | null;
  conversationId: string | null;
  /** When the call's entry was sent to Front; null also for a backfilled call. */
  loggedAtSeconds: number | null;
  recording: LedgerMedia;
  voicemail: LedgerMedia;
  /** The voicemail's entry never comes before this. */
  voicemailDueAtSeconds: number | null;
  /** Front tags that the call has set; absent while not known. Written only: no page shows them. */
  tags?: string[];
  /** The caller was erased: the ledger does not record the caller again. */
  erased?: true;
}

/** How far the call's logging has progressed. */
interface LoggingStatus {
  state: LedgerState;
  reason: string | null;
  qualification: Qualification | null;
  conversationId: string | null;
  loggedAtSeconds: number | null;
  entries: EntryKind[];
  /** Front tags that the call has set; null if unknown. */
  tags: string[] | null;
  /** Whether the run has nothing left to wait for. */
  closed: boolean;
}

type Settings = Pick<CallSettings, 'lineName' | 'recordings' | 'voicemail'>;

/** @returns what the ledger stores of a call */
export function toLedgerCall(call: Call, status: LoggingStatus, settings: Settings): LedgerCall {
  const { id, direction, caller, callerName, line, agent } = call;
  const { state, reason, qualification, conversationId, loggedAtSeconds } = status;
  const voicemail = voicemailOf(call, status);
  return {
    id,
    state,
    reason,
    direction,
    qualification,
    line: { id: line.id, name: settings.lineName, e164: line.e164 },
    caller: ledgerCaller(caller),
    callerName,
    agent: agent === null ? null : { ...agent, email: agent.email?.toLowerCase() ?? null },
    startedAtSeconds: call.startedAtSeconds,
    answeredAtSeconds: call.answeredAtSeconds,
    endedAtSeconds: call.endedAtSeconds,
    talkSeconds: talkSeconds(call),
    ringSeconds: ringSeconds(call),
    conversationId,
    loggedAtSeconds,
    recording: recordingOf(call, status, settings),
    voicemail,
    voicemailDueAtSeconds:
      voicemail === 'awaited' ? Math.ceil((endedAtMs(call) + settings.voicemail.delayMs) / 1000) : null,
    ...(status.tags === null ? {} : { tags: status.tags }),
  };
}

/** @returns the caller as the ledger has them; null for an anonymous one */
export function ledgerCaller(caller: Caller): string | null {
  return caller.kind === 'number' ? caller.e164 : caller.kind === 'unreadable' ? shortDigits(caller.digits) : null;
}

function recordingOf(call: Call, { entries, state, closed }: LoggingStatus, settings: Settings): LedgerMedia {
  if (entries.includes('recording')) return 'there';
  return state === 'logged' && !closed && expectsRecording(call, settings) ? 'awaited' : 'none';
}

function voicemailOf(call: Call, { entries, state, closed }: LoggingStatus): LedgerMedia {
  if (entries.includes('voicemail')) return 'there';
  if (entries.includes('voicemail-missing')) return 'never came';
  return state === 'logged' && !closed && mayHaveVoicemail(call) && call.voicemailLeft ? 'awaited' : 'none';
}
