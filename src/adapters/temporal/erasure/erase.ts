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
import { qualifications } from '../../../domain/qualification.ts';
import type { CallSettings } from '../../../domain/settings.ts';
import { readRunState } from '../calls/call-state.ts';
import { grpcCode, grpcCodes } from '../connection/errors.ts';
import { inParallel } from '../connection/requests.ts';
import { callTaskQueue } from '../operations/workers.ts';

/** A run that has closed. */
interface ClosedRun {
  workflowId: string;
  runId: string;
}

const atOnce = 10;
const pauseMs = 500;
/**
 * The server deletes when it is done with the run's closing in all its parts, and says that it is only now and then: a run
 * that closed this minute may take half of one.
 */
const usualTimeoutMs = 120_000;

/**
 * Deletes runs, with their histories, and waits until they are gone.
 * @param onProgress told how many of them are gone
 * @returns those that were not gone when the patience was over: the server has been told, and will delete them
 * @throws gRPC errors
 */
export async function deleteRuns<Run extends ClosedRun>(
  client: Client,
  runs: readonly Run[],
  onProgress: (gone: number) => void,
  timeoutMs = usualTimeoutMs,
): Promise<Run[]> {
  const { namespace } = client.options;
  await inParallel(runs, atOnce, async ({ workflowId, runId }) => {
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
    const there: Run[] = [];
    await inParallel(left, atOnce, async (run) => {
      if (await isThere(client, run)) there.push(run);
    });
    left = there;
    onProgress(runs.length - left.length);
    if (left.length === 0 || Date.now() > untilMs) return left;
    await sleep(pauseMs);
  }
}

async function isThere(client: Client, { workflowId, runId }: ClosedRun): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId, runId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const state: CallStateName = 'skipped';

/** The run is skipped before it looks at any of these. */
const noSettings: CallSettings = {
  log: false,
  inbox: '',
  lineName: '',
  calls: Object.fromEntries(qualifications.map((name) => [name, 'skip'])) as CallSettings['calls'],
  voicemail: { delayMs: 0, settleMs: 0, giveUpAfterMs: 0 },
  recordings: 'off',
  comments: 'off',
  internalCalls: 'skip',
  tags: {},
  rules: [],
};

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
 * Puts a run of the call into Temporal that holds nothing but its id, and that a worker ends as skipped at once. For as long as
 * Temporal keeps it, nothing starts the call again: neither an event that comes late, nor a look through Aircall's list.
 * @returns false when a run of the call is under way: then nothing was done
 * @throws gRPC errors
 */
export async function markErased(client: Client, callId: number, taskQueue = callTaskQueue): Promise<boolean> {
  const workflowId = callWorkflowId(callId);
  const newest = await readRunState(client, workflowId);
  if (newest?.running) return false;
  await client.workflow.signalWithStart(callWorkflowType, {
    workflowId,
    taskQueue,
    args: [{ callId, settings: noSettings, previous } satisfies CallWorkflowInput],
    signal: skip,
    signalArgs: [],
    typedSearchAttributes: [{ key: defineSearchAttributeKey('CallthreadState', 'KEYWORD'), value: state }],
    staticSummary: 'The caller was erased: nothing is kept of this call',
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  return true;
}
