import { type Client, WorkflowFailedError } from '@temporalio/client';
import type { CallOutcome } from '../../../workflows/messages.ts';

/**
 * @returns what the last run of a call left behind; `outcome: null` when it was ended from outside (terminated, say), so
 * that nobody knows what it did; `running` when another has begun meanwhile
 */
export async function readClosedRun(
  client: Client,
  workflowId: string,
): Promise<{ outcome: CallOutcome | null } | 'running'> {
  const { runId, status } = await client.workflow.getHandle(workflowId).describe();
  if (status.name === 'RUNNING') return 'running';
  try {
    return { outcome: (await client.workflow.getHandle(workflowId, runId).result()) as CallOutcome };
  } catch (error) {
    if (error instanceof WorkflowFailedError) return { outcome: null };
    throw error;
  }
}
