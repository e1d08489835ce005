import type { ParkedCalls } from '../../../adapters/temporal/calls/parked-calls.ts';
import type { LedgerCall } from '../../../domain/ledger-call.ts';

/** The server's list, each call with what the ledger knows of it. */
export interface Parked extends Omit<ParkedCalls, 'calls'> {
  calls: Array<ParkedCalls['calls'][number] & { call: LedgerCall | null }>;
}

/** Selects parked calls: one, those of a failure, or all (neither set). */
export interface Selection {
  workflowId?: string;
  failure?: string;
  /** As shown on the button. */
  count: number;
}

/** @returns the workflow ids of the selected calls */
export function idsOf({ workflowId, failure }: Selection, calls: Parked['calls']): string[] {
  const selected = calls.filter((call) =>
    workflowId === undefined ? failure === undefined || call.failure === failure : call.workflowId === workflowId,
  );
  return selected.map((call) => call.workflowId);
}
