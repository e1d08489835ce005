import type { Parked } from './api-types.ts';

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
