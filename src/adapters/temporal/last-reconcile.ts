import { type Client, WorkflowFailedError } from '@temporalio/client';
import { type ReconcileOutcome, reconcileType } from '../../../workflows/messages.ts';
import { withTimeout } from './with-timeout.ts';

/** How the newest look through Aircall's list of calls that is over came out. */
export interface LastReconcile {
  workflowId: string;
  /** UNIX seconds. */
  endedAtSeconds: number;
  /** null when it failed. */
  outcome: ReconcileOutcome | null;
}

const timeoutMs = 5000;
const over = ['Completed', 'Failed', 'TimedOut', 'Terminated', 'Canceled'].map((status) => `"${status}"`).join(', ');

/** @returns null when there is none, or Temporal knows it no longer @throws gRPC errors */
export async function readLastReconcile(client: Client): Promise<LastReconcile | null> {
  return await withTimeout(client, timeoutMs, async () => {
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
