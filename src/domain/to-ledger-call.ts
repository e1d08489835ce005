import { type Call, endedAtMs, ringSeconds, talkSeconds } from './call.ts';
import { awaitsMedia, expectsRecording, mayHaveVoicemail } from './decide.ts';
import type { LedgerCall, LedgerMedia, LedgerState } from './ledger-call.ts';
import type { Qualification } from './qualification.ts';
import type { CallSettings } from './settings.ts';
import type { EntryKind } from './thread-keys.ts';

/** How the logging of a call stands. */
export interface LoggingStatus {
  state: LedgerState;
  reason: string | null;
  qualification: Qualification | null;
  conversationId: string | null;
  loggedAtSeconds: number | null;
  entries: EntryKind[];
  /** Whether no more is awaited. */
  closed: boolean;
}

type Settings = Pick<CallSettings, 'lineName' | 'recordings' | 'voicemail'>;

/** @returns how a call stands the moment that its entries have been handed to Front */
export function statusOnceLogged(
  call: Call,
  logged: Pick<LoggingStatus, 'qualification' | 'conversationId' | 'loggedAtSeconds' | 'entries'>,
  settings: Settings,
): LoggingStatus {
  const { qualification, conversationId, loggedAtSeconds, entries } = logged;
  const closed = !awaitsMedia(call, entries, settings);
  return { state: 'logged', reason: null, qualification, conversationId, loggedAtSeconds, entries, closed };
}

/** @returns what the ledger keeps of a call */
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
    caller: caller.kind === 'number' ? caller.e164 : caller.kind === 'unreadable' ? caller.digits : null,
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
  };
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
