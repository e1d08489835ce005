import type { Direction } from '../../domain/call.ts';
import type { LedgerCallback } from '../../domain/callbacks/debt.ts';
import type { LedgerCall, LedgerState } from '../../domain/ledger-call.ts';
import type { Qualification } from '../../domain/qualification.ts';

/** From (included) to (excluded), UNIX seconds, by the start of the call. */
export interface LedgerPeriod {
  fromSeconds: number;
  toSeconds: number;
}

/** Selects calls; an absent key selects all. */
export interface CallFilter extends Partial<LedgerPeriod> {
  states?: LedgerState[];
  directions?: Direction[];
  qualifications?: Qualification[];
  lineIds?: number[];
  agentIds?: number[];
  /** Digits of the caller's number, or part of the caller's or the agent's name, or the call's id. */
  search?: string;
}

export interface CallPage {
  /** Newest first. */
  calls: LedgerCall[];
  /** The cursor of the next page; null at the end. */
  next: string | null;
}

/** One line's calls of one day in the requested time zone. */
export interface CoverageRow {
  /** YYYY-MM-DD. */
  day: string;
  line: { id: number; name: string };
  /** All calls in Aircall. */
  aircall: number;
  front: number;
  /** Skipped by configuration, rule or person. */
  left: number;
  parked: number;
  /** In Aircall, and neither in Front nor skipped nor parked. */
  missing: number;
}

export type ReportGrouping = 'day' | 'hour' | 'line' | 'agent' | 'qualification';

export interface ReportFigures {
  calls: number;
  /** Distinct conversations in Front. */
  conversations: number;
  answered: number;
  /** Means and totals are over the calls that have the value; null when none has. */
  meanTimeToAnswerSeconds: number | null;
  totalTalkSeconds: number;
  meanTalkSeconds: number | null;
  /** From hang-up to Front. */
  medianToFrontSeconds: number | null;
  p95ToFrontSeconds: number | null;
}

export interface ReportRow extends ReportFigures {
  /** A day YYYY-MM-DD, an hour 0 to 23, a line's id, an agent's id, a qualification; '' for calls without one. */
  key: string;
  /** Human-readable. */
  label: string;
}

export interface Report {
  total: ReportFigures;
  /** Days and hours without calls are left out. */
  groups: Record<ReportGrouping, ReportRow[]>;
}

/** Callbacks by the day or the line of their first missed call. */
export interface CallbackFigures {
  callbacks: number;
  /** Still open, the overdue ones included. */
  open: number;
  overdue: number;
  /** Closed by a call with the caller, or by a reply. */
  reached: number;
  attempts: number;
  /** From the missed call; null when none was reached. */
  medianToReachSeconds: number | null;
}

export interface CallbackRow extends CallbackFigures {
  /** A day YYYY-MM-DD, or a line's id. */
  key: string;
  label: string;
}

export interface CallbackReport {
  total: CallbackFigures;
  groups: Record<'day' | 'line', CallbackRow[]>;
}

export interface CallbackList {
  /** Open ones first, those whose missed call is oldest first; then closed ones, newest first. */
  callbacks: LedgerCallback[];
  /** Whether there are more than were asked for. */
  more: boolean;
}
