import type { Client } from '@temporalio/client';
import { withTimeout } from './requests.ts';

const timeoutMs = 5000;
const daySeconds = 86_400;

/** Resolves when Temporal answers, whatever its namespaces. @throws gRPC errors */
export async function pingTemporal(client: Client): Promise<void> {
  await within(client, () => client.connection.workflowService.getSystemInfo({}));
}

/** @returns the namespace's retention in days; null when the server does not say @throws gRPC errors */
export async function readRetentionDays(client: Client): Promise<number | null> {
  const { namespace } = client.options;
  const { config } = await within(client, () => client.connection.workflowService.describeNamespace({ namespace }));
  const seconds = config?.workflowExecutionRetentionTtl?.seconds;
  return seconds === undefined || seconds === null ? null : Number(seconds) / daySeconds;
}

async function within<Result>(client: Client, ask: () => Promise<Result>): Promise<Result> {
  return await withTimeout(client, timeoutMs, ask);
}

const reachableTimeoutMs = 1000;

/** @returns within about a second whether Temporal answers and has the namespace, without which it stores no event */
export async function temporalReachable(client: Client): Promise<boolean> {
  try {
    await pingNamespace(client, reachableTimeoutMs);
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
