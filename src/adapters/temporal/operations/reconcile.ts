import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import {
  type ReconcileInput,
  type ReconcileOutcome,
  reconcileState,
  reconcileType,
} from '../../../../workflows/messages.ts';
import { type Period, showTime } from '../../../domain/call-lists.ts';
import { readWorkflowFailure } from '../connection/errors.ts';
import { withTimeout } from '../connection/requests.ts';
import { callTaskQueue } from './workers.ts';

export type { Period };

/** The state of a reconcile run. */
export type ReconcileProgress =
  | { status: 'running' /** null while no worker has answered */; outcome: ReconcileOutcome | null }
  | { status: 'done'; outcome: ReconcileOutcome }
  | { status: 'failed'; failure: string | null; message: string; remedy: string | null };

const timeoutMs = 3000;
const queryTimeoutMs = 1500;

/** Starts a reconcile of a period, or attaches to the one that runs. */
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
    summary: 'Find and log calls that no webhook reported',
  });
  return handle;
}

/** As `openReconcile`, with a timeout. @returns the run's id */
export async function startReconcile(client: Client, period: Period, taskQueue = callTaskQueue): Promise<string> {
  const open = () => openReconcile(client, period, taskQueue);
  return (await withTimeout(client, timeoutMs, open)).workflowId;
}

/** @param workflowId from `startReconcile` @returns null when there is no such run */
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
    if (error instanceof WorkflowFailedError) {
      const { type, message, remedy } = readWorkflowFailure(error);
      return { status: 'failed', failure: type, message, remedy };
    }
    throw error;
  }
  const outcome = await within(queryTimeoutMs, () => handle.query(reconcileState)).catch(() => null);
  return { status: 'running', outcome };
}

/** The newest reconcile that has ended. */
export interface LastReconcile {
  workflowId: string;
  /** UNIX seconds. */
  endedAtSeconds: number;
  /** null when it failed. */
  outcome: ReconcileOutcome | null;
}

const listTimeoutMs = 5000;
const over = ['Completed', 'Failed', 'TimedOut', 'Terminated', 'Canceled'].map((status) => `"${status}"`).join(', ');

/** @returns null when Temporal knows none @throws gRPC errors */
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

/** Starts a workflow, or attaches to the running one with that id. @returns its handle, and whether it ran already */
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
