import { type Client, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  type CallOutcome,
  type CallState,
  type CallStateName,
  callStates,
  state as stateQuery,
} from '../../../../workflows/messages.ts';
import { callWorkflowId } from '../../../domain/ids.ts';
import { withTimeout } from '../connection/requests.ts';

/** The state of a workflow's newest run. */
export interface RunState {
  workflowId: string;
  runId: string;
  running: boolean;
  /** As in `CallthreadState`; null for a workflow without one. */
  state: string | null;
  failure: string | null;
}

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

/** @returns the state of the newest run; null when Temporal knows no workflow of that id */
export async function readRunState(client: Client, workflowId: string): Promise<RunState | null> {
  try {
    const { runId, status, searchAttributes } = await client.workflow.getHandle(workflowId).describe();
    const [state = null] = (searchAttributes['CallthreadState'] ?? []) as string[];
    const [failure = null] = (searchAttributes['CallthreadFailure'] ?? []) as string[];
    return { workflowId, runId, running: status.name === 'RUNNING', state, failure };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

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
    return await withTimeout(client, queryTimeoutMs, () => handle.query(stateQuery));
  } catch {
    return null;
  }
}

/**
 * @returns what the last run of a call left behind; `outcome: null` when it was ended from outside (terminated, say), so
 * that nobody knows what it did; `running` when another has begun meanwhile
 */
export async function readClosedRun(
  client: Client,
  workflowId: string,
): Promise<{ outcome: CallOutcome | null } | 'running'> {
  const { runId, status } = await client.workflow.getHandle(workflowId).describe();
  if (status.name === 'RUNNING') return 'running';
  try {
    return { outcome: (await client.workflow.getHandle(workflowId, runId).result()) as CallOutcome };
  } catch (error) {
    if (error instanceof WorkflowFailedError) return { outcome: null };
    throw error;
  }
}

/** Workflows of calls by `CallthreadState`: open ones where they stand, closed ones for as long as Temporal keeps them. */
export type StateCounts = Record<CallStateName, number>;

const countTimeoutMs = 5000;
const closed: ReadonlySet<CallStateName> = new Set(['done', 'skipped']);

/** By Temporal's lists, which may be a moment behind. @throws gRPC errors */
export async function countStates(client: Client): Promise<StateCounts> {
  return await withTimeout(client, countTimeoutMs, async () => {
    const byState = { waiting: 0, logging: 0, media: 0, parked: 0, done: 0, skipped: 0 };
    for (const state of callStates) byState[state] = (await client.workflow.count(queryOf(state))).count;
    return byState;
  });
}

/** A workflow that was terminated keeps the state that it had. */
function queryOf(state: CallStateName): string {
  const status = closed.has(state) ? 'ExecutionStatus!="Running"' : 'ExecutionStatus="Running"';
  return `WorkflowType="callWorkflow" AND ${status} AND CallthreadState="${state}"`;
}
