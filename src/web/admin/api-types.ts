/** The interface's answers, as far as the pages use them. Times are UNIX seconds. */

export interface Me {
  language: string;
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

export interface Call {
  id: number;
  state: string;
  reason: string | null;
  direction: string;
  qualification: string | null;
  line: { id: number; name: string; e164: string | null };
  caller: string | null;
  callerName: string | null;
  agent: { id: number; name: string | null; email: string | null } | null;
  startedAtSeconds: number;
  answeredAtSeconds: number | null;
  endedAtSeconds: number | null;
  talkSeconds: number | null;
  ringSeconds: number | null;
  conversationId: string | null;
  loggedAtSeconds: number | null;
  recording: string;
  voicemail: string;
  voicemailDueAtSeconds: number | null;
  /** Whether it is no longer known who the caller was. */
  erased?: boolean;
}

export interface CallPage {
  calls: Call[];
  next: string | null;
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
  call: Call | null;
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
  call: Call | null;
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

export interface CoverageRow {
  day: string;
  line: { id: number; name: string };
  aircall: number;
  front: number;
  left: number;
  parked: number;
  missing: number;
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

export interface Figures {
  calls: number;
  conversations: number;
  answered: number;
  meanTimeToAnswerSeconds: number | null;
  totalTalkSeconds: number;
  meanTalkSeconds: number | null;
  medianToFrontSeconds: number | null;
  p95ToFrontSeconds: number | null;
}

export interface ReportRow extends Figures {
  key: string;
  label: string;
}

export type Grouping = 'day' | 'hour' | 'line' | 'agent' | 'qualification';

export interface Report {
  from: string;
  to: string;
  total: Figures;
  groups: Record<Grouping, ReportRow[]>;
}
