import type { Client } from '@temporalio/client';
import { type CallOutcome, type CallState, state } from '../../../workflows/messages.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { readRunState } from './answer-parked.ts';
import { readClosedRun } from './read-closed-run.ts';
import { withTimeout } from './with-timeout.ts';

export type { CallOutcome, CallState };

/** What Temporal knows of a call. */
export interface CallProgress {
  workflowId: string;
  /** Of the newest run. */
  runId: string;
  running: boolean;
  /** As in the search attributes, which need no worker. */
  shown: { state: string | null; failure: string | null };
  /** What the workflow says of itself; null when no worker has answered in time. */
  state: CallState | null;
  /** What a closed run has left behind; null while it runs, and for one that was ended from outside. */
  outcome: CallOutcome | null;
}

/** A query waits for a worker, which may be away while Temporal is there. */
const queryTimeoutMs = 2000;
const timeoutMs = 2000;

/** @returns null when Temporal knows no workflow of the call @throws when Temporal does not answer in time */
export async function readCallProgress(client: Client, callId: number): Promise<CallProgress | null> {
  const workflowId = callWorkflowId(callId);
  const run = await withTimeout(client, timeoutMs, () => readRunState(client, workflowId));
  if (run === null) return null;
  const { runId, running, state: shownState, failure } = run;
  const [said, closed] = await Promise.all([
    queryState(client, workflowId, runId),
    running ? null : withTimeout(client, timeoutMs, () => readClosedRun(client, workflowId)),
  ]);
  const outcome = closed === null || closed === 'running' ? null : closed.outcome;
  return { workflowId, runId, running, shown: { state: shownState, failure }, state: said, outcome };
}

/** @returns null when nobody answers: no worker, or one that cannot */
export async function queryState(client: Client, workflowId: string, runId: string): Promise<CallState | null> {
  try {
    const handle = client.workflow.getHandle(workflowId, runId);
    return await withTimeout(client, queryTimeoutMs, () => handle.query(state));
  } catch {
    return null;
  }
}
