import type { Client } from '@temporalio/client';

const deadlineMs = 1000;

/** @returns within a second or so whether Temporal answers and has the namespace: without it no event could be stored. */
export async function temporalReachable(client: Client): Promise<boolean> {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + deadlineMs, () =>
      client.connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } catch {
    return false;
  }
}
