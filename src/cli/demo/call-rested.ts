import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { callWorkflowId } from '../../domain/ids.ts';

const pauseMs = 300;

/** Waits until the latest run of a call has closed, or is parked, which only a person can end. */
export async function callRested(client: Client, callId: number, signal: AbortSignal): Promise<void> {
  const handle = client.workflow.getHandle(callWorkflowId(callId));
  for (;;) {
    const found = await handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });
    const running = found === null || found.status.name === 'RUNNING';
    if (!running || found?.searchAttributes['CallthreadState']?.[0] === 'parked') return;
    await sleep(pauseMs, undefined, { signal });
  }
}
