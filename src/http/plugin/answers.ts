import type { LedgerCall } from '../../domain/ledger-call.ts';

/*
 * What the plugin's API answers; the page imports these types. Times are UNIX seconds.
 */

type AudioKind = 'recording' | 'voicemail';

/** A call in the page's list. */
export interface CallView {
  id: number;
  /** Text of its qualification. */
  title: string;
  direction: LedgerCall['direction'];
  answered: boolean;
  line: string;
  agent: string | null;
  number: string | null;
  startedAtSeconds: number;
  talkSeconds: number | null;
  ringSeconds: number | null;
  audio: AudioKind[];
  /** Audio that is still missing; `dueAtSeconds` is null if its time is unknown. */
  awaited: Array<{ kind: AudioKind; dueAtSeconds: number | null }>;
  parked: { reason: string; remedy: string } | null;
}

/** A missed call that no one has answered yet. */
export interface CallbackView {
  number: string | null;
  missedAtSeconds: number;
  misses: number;
  attempts: number;
  overdue: boolean;
}

export interface HistoryAnswer {
  /** False if Callthread runs without its database. */
  kept: boolean;
  nowSeconds: number;
  numbers: Array<{ given: string; e164: string | null }>;
  calls: CallView[];
  /** Those that are open for these numbers. */
  callbacks: CallbackView[];
}

export interface CallDetails {
  /** Aircall's AI summary; null where there is none. */
  summary: string | null;
  comments: Array<{ id: number; text: string; author: string | null; postedAtSeconds: number }>;
  /** Addresses that are valid for 15 minutes. */
  audio: Array<{ kind: AudioKind; address: string }>;
}

/** The lines that the agent may call from, the last used one first. */
export interface LinesAnswer {
  agent: string | null;
  lines: Array<{ id: number; name: string; number: string | null }>;
}
