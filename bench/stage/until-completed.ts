import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const pauseMs = 500;
const longestMs = 1_800_000;

/** Waits until so many workflows of the type have completed. @throws Error after half an hour, or if one has failed */
export async function untilCompleted(client: Client, workflowType: string, count: number): Promise<void> {
  for (const startedAtMs = Date.now(); ; await sleep(pauseMs)) {
    const completed = await client.workflow.count(`WorkflowType="${workflowType}" AND ExecutionStatus="Completed"`);
    if (completed.count >= count) return;
    if (Date.now() - startedAtMs > longestMs) {
      throw new Error(`Of ${count} ${workflowType} only ${completed.count} have completed`);
    }
  }
}
