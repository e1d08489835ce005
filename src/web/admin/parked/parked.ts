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

/** Which of them: one, those of a failure, or (neither) all. */
export interface Which {
  workflowId?: string;
  failure?: string;
  /** As they are shown. */
  count: number;
}

/** @returns those of the calls that are meant */
export function idsOf({ workflowId, failure }: Which, calls: Parked['calls']): string[] {
  const meant = calls.filter((call) =>
    workflowId === undefined ? failure === undefined || call.failure === failure : call.workflowId === workflowId,
  );
  return meant.map((call) => call.workflowId);
}
