import type { Client } from '@temporalio/client';
import type { ParkedStep } from '../../../../workflows/messages.ts';
import { withTimeout } from '../connection/requests.ts';
import { countParked, listParkedRuns } from './answer-parked.ts';
import { queryState } from './call-state.ts';

/** A parked workflow. */
interface ParkedCall {
  workflowId: string;
  /** null for a workflow that is not a call's. */
  callId: number | null;
  failure: string | null;
  line: string | null;
  qualification: string | null;
  agent: string | null;
  /** Start of its run, UNIX seconds. */
  startedAtSeconds: number;
  /** The parked steps with their remedies; null when no worker has answered in time. */
  steps: ParkedStep[] | null;
}

export interface ParkedCalls {
  /** Including those that are not listed. */
  total: number;
  /** The most frequent first. */
  failures: Array<{ failure: string; count: number }>;
  /** The newest first, up to the limit. */
  calls: ParkedCall[];
}

const timeoutMs = 5000;
/** Parallel queries to the workers: each may have to replay a history. */
const maxParallel = 8;

/**
 * Lists parked workflows, from Temporal's lists, which may lag by a moment.
 * @throws when Temporal does not answer in time
 */
export async function listParkedCalls(client: Client, limit: number): Promise<ParkedCalls> {
  return await withTimeout(client, timeoutMs, async () => {
    const total = await countParked(client);
    const runs: Array<ParkedCall & { runId: string }> = [];
    for await (const run of listParkedRuns(client)) {
      const { workflowId, runId, startTime, searchAttributes } = run;
      const attribute = (name: string): string | null => (searchAttributes[name]?.[0] as string | undefined) ?? null;
      runs.push({
        workflowId,
        runId,
        callId: readCallId(workflowId),
        failure: attribute('CallthreadFailure'),
        line: attribute('CallthreadLine'),
        qualification: attribute('CallthreadQualification'),
        agent: attribute('CallthreadAgent'),
        startedAtSeconds: Math.floor(startTime.getTime() / 1000),
        steps: null,
      });
      if (runs.length === limit) break;
    }
    const counts = await countByFailure(client, total);
    return {
      total: Math.max(total, runs.length),
      failures: [...counts]
        .map(([failure, count]) => ({ failure, count }))
        .toSorted((one, other) => other.count - one.count),
      calls: await withSteps(client, runs),
    };
  });
}

async function withSteps(client: Client, runs: Array<ParkedCall & { runId: string }>): Promise<ParkedCall[]> {
  const calls: ParkedCall[] = [];
  for (let start = 0; start < runs.length; start += maxParallel) {
    const some = runs.slice(start, start + maxParallel).map(async ({ runId, ...run }) => {
      const answered = run.callId === null ? null : await queryState(client, run.workflowId, runId);
      return { ...run, steps: answered?.parked ?? null };
    });
    const answered = await Promise.all(some);
    calls.push(...answered);
    // No worker answers: do not wait for the rest.
    if (answered.every(({ steps, callId }) => steps === null && callId !== null)) {
      return [...calls, ...runs.slice(start + maxParallel).map(({ runId: _run, ...run }) => run)];
    }
  }
  return calls;
}

function readCallId(workflowId: string): number | null {
  const digits = /^call-(\d{1,16})$/.exec(workflowId)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * Counts parked workflows by failure, from Temporal's lists, which may lag by a moment. It takes one request while none is
 * parked.
 * @returns counts by `CallthreadFailure`; `Unknown` for those without one
 * @throws when Temporal does not answer in time
 */
export async function countParkedFailures(client: Client, limitMs: number): Promise<Map<string, number>> {
  return await withTimeout(client, limitMs, async () => {
    const total = await countParked(client);
    const counts = await countByFailure(client, total);
    const unknown = total - sumOf(counts);
    return unknown > 0 ? counts.set('Unknown', unknown) : counts;
  });
}

/** Two requests for each failure, however many workflows have it. */
async function countByFailure(client: Client, total: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  while (sumOf(counts) < total) {
    const failure = await findFailure(client, [...counts.keys()]);
    if (failure === null) break;
    counts.set(failure, await countParked(client, { failure }));
  }
  return counts;
}

/** @returns a failure of parked workflows that is none of these */
async function findFailure(client: Client, otherThan: readonly string[]): Promise<string | null> {
  for await (const { searchAttributes } of listParkedRuns(client, { otherThan }, 1)) {
    const failure = searchAttributes['CallthreadFailure']?.[0] as string | undefined;
    return failure === undefined || otherThan.includes(failure) ? null : failure;
  }
  return null;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
