import type { LedgerCall } from '../../../domain/ledger-call.ts';
import type { ParkedStep } from '../ui/parked-reasons.tsx';

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
