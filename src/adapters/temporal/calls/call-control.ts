import type { Client } from '@temporalio/client';
import { callWorkflowId } from '../../../domain/ids.ts';
import { grpcCode, grpcCodes, TemporalAway } from '../connection/errors.ts';
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
import { listParkedCalls, type ParkedCalls } from './parked-calls.ts';

/** What a person may see of the calls' workflows, and tell them. Everything throws `TemporalAway` when it is. */
export interface CallControl {
  /** @returns null when Temporal knows no workflow of the call, or knows it no longer */
  read(callId: number): Promise<CallProgress | null>;
  /** The newest of those that wait for a person. */
  listParked(limit: number): Promise<ParkedCalls>;
  /** Retries a parked call, or skips one that runs. */
  answerOne(callId: number, answer: Answer): Promise<Answered>;
  /** Answers those of these workflows that are parked. */
  answerThese(workflowIds: string[], answer: Answer): Promise<AnsweredAll>;
  /** Answers all that are parked. @param failure only those with this one, as in `CallthreadFailure` */
  answerAll(answer: Answer, failure?: string): Promise<AnsweredAll>;
  /** Looks for calls of a period of which no webhook has told. @returns the run's id */
  startReconcile(period: Period): Promise<string>;
  /** @returns null when there is no such run */
  readReconcile(id: string): Promise<ReconcileProgress | null>;
}

/** A page waits for the answer: what is left then needs another request. */
const answerAllMs = 20_000;

export function createCallControl({ client }: { client: Client }): CallControl {
  return {
    read: async (callId) => await reaching(() => readCallProgress(client, callId)),
    listParked: async (limit) => await reaching(() => listParkedCalls(client, limit)),
    answerOne: async (callId, answer) =>
      await reaching(async () => (await answerOne(client, callWorkflowId(callId), answer)).outcome),
    answerThese: async (ids, answer) => await reaching(() => answerThese(client, ids, answer)),
    answerAll: async (answer, failure) =>
      await reaching(() =>
        answerAllParked(client, answer, failure === undefined ? {} : { failure }, { budgetMs: answerAllMs }),
      ),
    startReconcile: async (period) => await reaching(() => startReconcile(client, period)),
    readReconcile: async (id) => await reaching(() => readReconcile(client, id)),
  };
}

const awayCodes: ReadonlySet<number> = new Set([
  grpcCodes.deadlineExceeded,
  grpcCodes.unavailable,
  grpcCodes.permissionDenied,
  grpcCodes.unauthenticated,
]);

async function reaching<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!awayCodes.has(grpcCode(error))) throw error;
    throw new TemporalAway('Temporal does not answer.', { cause: error });
  }
}
