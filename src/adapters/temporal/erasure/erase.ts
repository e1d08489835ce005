import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  type CallOutcome,
  type CallStateName,
  type CallWorkflowInput,
  callWorkflowType,
  skip,
} from '../../../../workflows/messages.ts';
import { callWorkflowId } from '../../../domain/ids.ts';
import { readRunState } from '../calls/call-state.ts';
import { grpcCode, grpcCodes } from '../connection/errors.ts';
import { inParallel } from '../connection/requests.ts';
import { callTaskQueue } from '../operations/workers.ts';

interface Run {
  workflowId: string;
  runId: string;
}

/**
 * Ends runs at once: no activity of theirs starts any more.
 * @throws gRPC errors
 */
export async function endRuns(client: Client, runs: readonly Run[]): Promise<void> {
  await inParallel(runs, maxParallel, async ({ workflowId, runId }) => {
    try {
      await client.workflow.getHandle(workflowId, runId).terminate('the caller was erased');
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  });
}

const maxParallel = 10;
const pauseMs = 500;
/** The server deletes a run only once all parts of its closing are done: a recently closed run may take half a minute. */
const defaultTimeoutMs = 120_000;

/**
 * Deletes closed runs, with their histories, and waits until they are gone.
 * @param onProgress called with the number of deleted runs
 * @returns those that still existed after the timeout; the server will delete them
 * @throws gRPC errors
 */
export async function deleteRuns<Closed extends Run>(
  client: Client,
  runs: readonly Closed[],
  onProgress: (gone: number) => void,
  timeoutMs = defaultTimeoutMs,
): Promise<Closed[]> {
  const { namespace } = client.options;
  await inParallel(runs, maxParallel, async ({ workflowId, runId }) => {
    try {
      const workflowExecution = { workflowId, runId };
      await client.connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
    } catch (error) {
      if (grpcCode(error) !== grpcCodes.notFound) throw error;
    }
  });
  const untilMs = Date.now() + timeoutMs;
  let left = [...runs];
  for (;;) {
    const there: Closed[] = [];
    await inParallel(left, maxParallel, async (run) => {
      if (await isThere(client, run)) there.push(run);
    });
    left = there;
    onProgress(runs.length - left.length);
    if (left.length === 0 || Date.now() > untilMs) return left;
    await sleep(pauseMs);
  }
}

async function isThere(client: Client, { workflowId, runId }: Run): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId, runId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const state: CallStateName = 'skipped';

type MarkerInput = Omit<CallWorkflowInput, 'settings'> & { settings: Record<string, never> };

const previous: CallOutcome = {
  state,
  reason: null,
  qualification: null,
  thread: null,
  entries: [],
  commentIds: [],
  tags: [],
  tagsSaid: '',
  erased: true,
};

/**
 * Starts a run of the call that contains only its id and that a worker closes as skipped at once. While Temporal keeps it,
 * nothing logs the call again: neither a late event nor a reconcile.
 * @returns false when a run of the call is open: then nothing was done
 * @throws gRPC errors
 */
export async function markErased(client: Client, callId: number, taskQueue = callTaskQueue): Promise<boolean> {
  const workflowId = callWorkflowId(callId);
  const newest = await readRunState(client, workflowId);
  if (newest?.running) return false;
  await client.workflow.signalWithStart(callWorkflowType, {
    workflowId,
    taskQueue,
    // The run is skipped before it reads any setting.
    args: [{ callId, settings: {}, previous } satisfies MarkerInput],
    signal: skip,
    signalArgs: [],
    typedSearchAttributes: [{ key: defineSearchAttributeKey('CallthreadState', 'KEYWORD'), value: state }],
    staticSummary: 'The caller was erased: nothing is kept of this call',
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  return true;
}
