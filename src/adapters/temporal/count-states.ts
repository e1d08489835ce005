import type { Client } from '@temporalio/client';
import { type CallStateName, callStates } from '../../../workflows/messages.ts';
import { withTimeout } from './with-timeout.ts';

/** Workflows of calls by `CallthreadState`: open ones where they stand, closed ones for as long as Temporal keeps them. */
export type StateCounts = Record<CallStateName, number>;

const timeoutMs = 5000;
const closed: ReadonlySet<CallStateName> = new Set(['done', 'skipped']);

/** By Temporal's lists, which may be a moment behind. @throws gRPC errors */
export async function countStates(client: Client): Promise<StateCounts> {
  return await withTimeout(client, timeoutMs, async () => {
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
