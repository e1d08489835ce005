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
  /** From the search attributes, which need no worker. */
  shown: { state: string | null; failure: string | null };
  /** The workflow's own answer; null when no worker has answered in time. */
  state: CallState | null;
  /** The result of a closed run; null while it runs, and when it was terminated. */
  outcome: CallOutcome | null;
}

/** A query needs a worker, which may be down while Temporal is up. */
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
  const [answered, closed] = await Promise.all([
    queryState(client, workflowId, runId),
    running ? null : withTimeout(client, timeoutMs, () => readClosedRun(client, workflowId)),
  ]);
  const outcome = closed === null || closed === 'running' ? null : closed.outcome;
  return { workflowId, runId, running, shown: { state: shownState, failure }, state: answered, outcome };
}

/** Where a call is in Front; `waiting`: not there yet. */
export type CallThread = { status: 'logged'; conversationId: string } | { status: 'waiting' | 'skipped' | 'unknown' };

/** @throws when Temporal does not answer in time */
export async function readCallThread(client: Client, callId: number): Promise<CallThread> {
  const workflowId = callWorkflowId(callId);
  const run = await withTimeout(client, timeoutMs, () => readRunState(client, workflowId));
  if (run === null) return { status: 'unknown' };
  const closed = run.running
    ? 'running'
    : await withTimeout(client, timeoutMs, () => readClosedRun(client, workflowId));
  const open = closed === 'running' ? await queryState(client, workflowId, run.runId) : null;
  const outcome = closed === 'running' ? null : closed.outcome;
  if ((open ?? outcome)?.state === 'skipped') return { status: 'skipped' };
  const conversationId = open?.conversationId ?? outcome?.thread?.conversationId;
  // A run that was terminated is started again by reconcile.
  return conversationId === undefined ? { status: 'waiting' } : { status: 'logged', conversationId };
}

/** @returns null when no worker can answer */
export async function queryState(client: Client, workflowId: string, runId: string): Promise<CallState | null> {
  try {
    const handle = client.workflow.getHandle(workflowId, runId);
    return await withTimeout(client, queryTimeoutMs, () => handle.query(stateQuery));
  } catch {
    return null;
  }
}

/** @returns as `readClosedResult`, for a call's workflow */
export async function readClosedRun(
  client: Client,
  workflowId: string,
): Promise<{ outcome: CallOutcome | null } | 'running'> {
  const closed = await readClosedResult(client, workflowId);
  return closed === 'running' ? closed : { outcome: closed.outcome as CallOutcome | null };
}

/**
 * @returns the outcome of a workflow's last run; `outcome: null` when it was terminated, so that its effects are unknown;
 * `running` when another has started in the meantime
 */
export async function readClosedResult(client: Client, workflowId: string): Promise<{ outcome: unknown } | 'running'> {
  const { runId, status } = await client.workflow.getHandle(workflowId).describe();
  if (status.name === 'RUNNING') return 'running';
  try {
    return { outcome: await client.workflow.getHandle(workflowId, runId).result() };
  } catch (error) {
    if (error instanceof WorkflowFailedError) return { outcome: null };
    throw error;
  }
}

/** Numbers of call workflows by `CallthreadState`; closed ones for as long as Temporal keeps them. */
type StateCounts = Record<CallStateName, number>;

const countTimeoutMs = 5000;
const closed: ReadonlySet<CallStateName> = new Set(['done', 'skipped']);

/** Counts by Temporal's lists, which may lag by a moment. @throws gRPC errors */
export async function countStates(client: Client): Promise<StateCounts> {
  return await withTimeout(client, countTimeoutMs, async () => {
    const byState = { waiting: 0, logging: 0, media: 0, parked: 0, done: 0, skipped: 0 };
    for (const state of callStates) byState[state] = (await client.workflow.count(queryOf(state))).count;
    return byState;
  });
}

/** A terminated workflow keeps its last state. */
function queryOf(state: CallStateName): string {
  const status = closed.has(state) ? 'ExecutionStatus!="Running"' : 'ExecutionStatus="Running"';
  return `WorkflowType="callWorkflow" AND ${status} AND CallthreadState="${state}"`;
}
