import type { Client } from '@temporalio/client';
import { withTimeout } from './with-timeout.ts';

const timeoutMs = 1000;

/** @returns within about a second whether Temporal answers and has the namespace, without which it stores no event */
export async function temporalReachable(client: Client): Promise<boolean> {
  try {
    await pingNamespace(client, timeoutMs);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when Temporal answers and the client's namespace exists. @throws gRPC errors */
export async function pingNamespace(client: Client, limitMs = 5000): Promise<void> {
  const { namespace } = client.options;
  await withTimeout(client, limitMs, () => client.connection.workflowService.describeNamespace({ namespace }));
}
