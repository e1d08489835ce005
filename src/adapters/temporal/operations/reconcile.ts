import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  type ReconcileInput,
  type ReconcileOutcome,
  reconcileState,
  reconcileType,
} from '../../../../workflows/messages.ts';
import { type Period, showTime } from '../../../domain/call-lists.ts';
import { withTimeout } from '../connection/requests.ts';
import { callTaskQueue } from './workers.ts';

export type { Period };

/** How a look through Aircall's list of calls stands. */
export type ReconcileProgress =
  | { status: 'running' /** null while no worker has answered */; outcome: ReconcileOutcome | null }
  | { status: 'done'; outcome: ReconcileOutcome }
  | { status: 'failed'; failure: string | null; message: string; remedy: string | null };

const timeoutMs = 3000;
const queryTimeoutMs = 1500;

/** Starts to compare Aircall's calls of a period with those that are known, or finds the run that does. */
export async function openReconcile(
  client: Client,
  period: Period,
  taskQueue = callTaskQueue,
): Promise<WorkflowHandle> {
  const { handle } = await startOrAttach(client, {
    workflowType: reconcileType,
    workflowId: `reconcile-${showTime(period.fromSeconds)}-${showTime(period.toSeconds)}`,
    taskQueue,
    input: { period } satisfies ReconcileInput,
    summary: 'Look for calls of which no webhook has told',
  });
  return handle;
}

/** As `openReconcile`, within a while. @returns the run's id */
export async function startReconcile(client: Client, period: Period, taskQueue = callTaskQueue): Promise<string> {
  const open = () => openReconcile(client, period, taskQueue);
  return (await withTimeout(client, timeoutMs, open)).workflowId;
}

/** @param workflowId as `startReconcile` gave it @returns null when there is no such run */
export async function readReconcile(client: Client, workflowId: string): Promise<ReconcileProgress | null> {
  const handle = client.workflow.getHandle(workflowId);
  const within = async <Result>(ms: number, ask: () => Promise<Result>): Promise<Result> =>
    await withTimeout(client, ms, ask);
  try {
    const { status } = await within(timeoutMs, () => handle.describe());
    if (status.name !== 'RUNNING') {
      return { status: 'done', outcome: (await within(timeoutMs, () => handle.result())) as ReconcileOutcome };
    }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    if (error instanceof WorkflowFailedError) return toFailed(error);
    throw error;
  }
  const said = await within(queryTimeoutMs, () => handle.query(reconcileState)).catch(() => null);
  return { status: 'running', outcome: said };
}

function toFailed(failure: WorkflowFailedError): ReconcileProgress {
  let told: ReconcileProgress = {
    status: 'failed',
    failure: null,
    message: failure.cause?.message ?? failure.message,
    remedy: null,
  };
  for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApplicationFailure)) continue;
    const [advice] = (cause.details ?? []) as Array<{ remedy?: string } | undefined>;
    told = { status: 'failed', failure: cause.type ?? null, message: cause.message, remedy: advice?.remedy ?? null };
  }
  return told;
}

/** How the newest look through Aircall's list of calls that is over came out. */
export interface LastReconcile {
  workflowId: string;
  /** UNIX seconds. */
  endedAtSeconds: number;
  /** null when it failed. */
  outcome: ReconcileOutcome | null;
}

const listTimeoutMs = 5000;
const over = ['Completed', 'Failed', 'TimedOut', 'Terminated', 'Canceled'].map((status) => `"${status}"`).join(', ');

/** @returns null when there is none, or Temporal knows it no longer @throws gRPC errors */
export async function readLastReconcile(client: Client): Promise<LastReconcile | null> {
  return await withTimeout(client, listTimeoutMs, async () => {
    const query = `WorkflowType="${reconcileType}" AND ExecutionStatus IN (${over})`;
    // The newest come first.
    for await (const { workflowId, runId, closeTime, startTime } of client.workflow.list({ query, pageSize: 1 })) {
      const endedAtSeconds = Math.floor((closeTime ?? startTime).getTime() / 1000);
      const handle = client.workflow.getHandle(workflowId, runId, { followRuns: false });
      try {
        return { workflowId, endedAtSeconds, outcome: (await handle.result()) as ReconcileOutcome };
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        return { workflowId, endedAtSeconds, outcome: null };
      }
    }
    return null;
  });
}

interface StartOrAttach {
  workflowType: string;
  workflowId: string;
  taskQueue: string;
  input: object;
  summary: string;
}

/** Starts a workflow, or finds the one of that id that runs. @returns it, and whether it ran already */
export async function startOrAttach(
  client: Client,
  { workflowType, workflowId, taskQueue, input, summary }: StartOrAttach,
): Promise<{ handle: WorkflowHandle; attached: boolean }> {
  try {
    const handle = await client.workflow.start(workflowType, {
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: summary,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
    return { handle, attached: false };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return { handle: client.workflow.getHandle(workflowId), attached: true };
  }
}
