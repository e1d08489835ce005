import type { Direction } from '../../domain/call.ts';
import type { LedgerCall, LedgerState, SeenCall } from '../../domain/ledger-call.ts';
import type { Qualification } from '../../domain/qualification.ts';

/** From (included) to (excluded), UNIX seconds, by the start of the call. */
export interface LedgerPeriod {
  fromSeconds: number;
  toSeconds: number;
}

/** What is asked for; an absent key asks for all. */
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
  /** To be handed in for the calls after these; null at the end. */
  next: string | null;
}

/** One line's calls of one day (as the day is in the time zone asked for). */
export interface CoverageRow {
  /** YYYY-MM-DD. */
  day: string;
  line: { id: number; name: string };
  /** All that Aircall had. */
  aircall: number;
  front: number;
  /** Left out by configuration, rule or person. */
  left: number;
  parked: number;
  /** Known to Aircall, and neither in Front nor left out nor parked. */
  missing: number;
}

export type ReportGrouping = 'day' | 'hour' | 'line' | 'agent' | 'qualification';

export interface ReportFigures {
  calls: number;
  /** Different conversations in Front that these calls went to. */
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
  /** As people call it. */
  label: string;
}

export interface Report {
  total: ReportFigures;
  /** Days and hours without calls are left out. */
  groups: Record<ReportGrouping, ReportRow[]>;
}

/** The table of calls, for reports and pages. Nothing that is written to Front waits for it. */
export interface Ledger {
  /**
   * Writes what is known of a call, once or often.
   * @param revision UNIX milliseconds at which it was so: what is older than what is there changes nothing
   */
  record(call: LedgerCall, revision: number): Promise<void>;
  /**
   * Adds calls that Aircall had; of those that are there already nothing is changed.
   * @returns the ids of those of which nothing more is known, and which are to be logged
   */
  noteSeen(calls: SeenCall[]): Promise<number[]>;
  find(id: number): Promise<LedgerCall | null>;
  list(filter: CallFilter, page: { limit: number; after?: string }): Promise<CallPage>;
  /** The newest calls with any of these numbers (E.164). */
  ofNumbers(numbers: string[], limit: number): Promise<LedgerCall[]>;
  /** The number (E.164) of the caller whose conversation has this digest in its link; null where no call has it. */
  numberOfDigest(digest: string): Promise<string | null>;
  /** Lines and agents that have calls, for filters. */
  choices(): Promise<{ lines: Array<{ id: number; name: string }>; agents: Array<{ id: number; name: string }> }>;
  /** @param timezone IANA name */
  coverage(period: LedgerPeriod, timezone: string): Promise<CoverageRow[]>;
  report(filter: CallFilter & LedgerPeriod, timezone: string): Promise<Report>;
  /** All calls of a number (E.164), newest first; also those whose number could not be read, and was kept as it was written. */
  ofCaller(e164: string): Promise<LedgerCall[]>;
  /**
   * Erases who the caller was, and which conversation it was, from calls; the rest of them stays for reports. What is
   * recorded of such a call later is not written.
   * @returns how many had not been erased
   */
  erase(ids: number[]): Promise<number>;
  /** Likewise for calls that began before then, UNIX seconds; what waits for a person, or for a voicemail, is left. */
  eraseBefore(startedBeforeSeconds: number): Promise<number>;
  /** @returns those of the calls whose caller was erased */
  erasedAmong(ids: number[]): Promise<number[]>;
  close(): Promise<void>;
}
