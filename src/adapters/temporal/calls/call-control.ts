import type { Client } from '@temporalio/client';
import { callWorkflowId } from '../../../domain/ids.ts';
import { grpcCode, grpcCodes, TemporalUnavailable } from '../connection/errors.ts';
import { type Period, type ReconcileProgress, readReconcile, startReconcile } from '../operations/reconcile.ts';
import {
  type Answer,
  type Answered,
  type AnsweredAll,
  answerAllParked,
  answerOne,
  answerThese,
} from './answer-parked.ts';
import { type CallProgress, readCallProgress } from './call-state.ts';
import { skipCallback } from './callbacks.ts';
import { listParkedCalls, type ParkedCalls } from './parked-calls.ts';

/** Reads and controls the workflows of calls for the admin pages. Every method throws `TemporalUnavailable` when Temporal is. */
export interface CallControl {
  /** @returns null when Temporal knows no workflow of the call (any more) */
  read(callId: number): Promise<CallProgress | null>;
  /** Lists the newest parked workflows. */
  listParked(limit: number): Promise<ParkedCalls>;
  /** Retries a parked call, or skips one that runs. */
  answerOne(callId: number, answer: Answer): Promise<Answered>;
  /** Answers those of these workflows that are parked. */
  answerThese(workflowIds: string[], answer: Answer): Promise<AnsweredAll>;
  /** Answers all parked workflows. @param failure selects those with this `CallthreadFailure` */
  answerAll(answer: Answer, failure?: string): Promise<AnsweredAll>;
  /** Closes a callback. @returns false when it is not open */
  skipCallback(workflowId: string): Promise<boolean>;
  /** Starts a search for calls of a period that no webhook reported. @returns the run's id */
  startReconcile(period: Period): Promise<string>;
  /** @returns null when there is no such run */
  readReconcile(id: string): Promise<ReconcileProgress | null>;
}

/** The page waits for the answer; what remains needs another request. */
const answerAllMs = 20_000;

export function createCallControl({ client }: { client: Client }): CallControl {
  return {
    read: async (callId) => await withTemporal(() => readCallProgress(client, callId)),
    listParked: async (limit) => await withTemporal(() => listParkedCalls(client, limit)),
    answerOne: async (callId, answer) =>
      await withTemporal(async () => (await answerOne(client, callWorkflowId(callId), answer)).outcome),
    answerThese: async (ids, answer) => await withTemporal(() => answerThese(client, ids, answer)),
    answerAll: async (answer, failure) =>
      await withTemporal(() =>
        answerAllParked(client, answer, failure === undefined ? {} : { failure }, { budgetMs: answerAllMs }),
      ),
    skipCallback: async (workflowId) => await withTemporal(() => skipCallback(client, workflowId)),
    startReconcile: async (period) => await withTemporal(() => startReconcile(client, period)),
    readReconcile: async (id) => await withTemporal(() => readReconcile(client, id)),
  };
}

const unavailableCodes: ReadonlySet<number> = new Set([
  grpcCodes.deadlineExceeded,
  grpcCodes.unavailable,
  grpcCodes.permissionDenied,
  grpcCodes.unauthenticated,
  grpcCodes.resourceExhausted,
]);

async function withTemporal<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!unavailableCodes.has(grpcCode(error))) throw error;
    throw new TemporalUnavailable('Temporal does not answer.', { cause: error });
  }
}
