import type { CoverageRow, Report } from '../../adapters/ledger/ledger.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import type { Language } from '../../texts/texts.ts';

/** The interface's answers, as far as the pages use them. Times are UNIX seconds. */

export interface Me {
  language: Language;
  timezone: string;
  version: string;
  /** YYYY-MM-DD, in the zone. */
  today: string;
  ledger: boolean;
  /** Kinds of call, as Front's entries call them. */
  qualification: Record<string, string>;
}

export interface Choices {
  lines: Array<{ id: number; name: string }>;
  agents: Array<{ id: number; name: string }>;
  states: string[];
  directions: string[];
  qualifications: string[];
}

export interface ParkedStep {
  step: string;
  failure: string;
  message: string;
  remedy: string;
  sinceIso: string;
}

export interface Workflow {
  workflowId: string;
  running: boolean;
  shown: { state: string | null; failure: string | null };
  state: {
    state: string;
    decisions: string[];
    steps: Record<string, unknown>;
    waitingFor: string[];
    parked: ParkedStep[];
  } | null;
  outcome: { state: string; reason: string | null } | null;
}

export interface OneCall {
  call: LedgerCall | null;
  /** Whether the ledger was there to be asked for `call`. */
  ledgerReached: boolean;
  /** Whether Temporal was there to be asked for `progress`. */
  reached: boolean;
  progress: Workflow | null;
  links: { front: string | null; recording: string | null; voicemail: string | null; temporal: string | null };
}

export interface ParkedCall {
  workflowId: string;
  callId: number | null;
  failure: string | null;
  line: string | null;
  qualification: string | null;
  agent: string | null;
  startedAtSeconds: number;
  steps: ParkedStep[] | null;
  call: LedgerCall | null;
}

export interface Parked {
  total: number;
  failures: Array<{ failure: string; count: number }>;
  calls: ParkedCall[];
}

export interface Answered {
  answered: number;
  passedOver: number;
  more: boolean;
}

export interface Coverage {
  from: string;
  to: string;
  rows: CoverageRow[];
}

export interface ReconcileRun {
  id: string;
  status: 'running' | 'done' | 'failed';
  outcome?: {
    counts: { total: number; seen: number; started: number };
    webhook: { status: string; notes: string[] };
  } | null;
  message?: string;
  remedy?: string | null;
}

export interface ReportAnswer extends Report {
  from: string;
  to: string;
}
