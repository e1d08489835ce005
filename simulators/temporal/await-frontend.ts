import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { searchAttributeNames } from '../../workflows/search-attributes.ts';

const limitMs = 60_000;

/**
 * Waits until a server that is starting can be used: its frontend answers, the namespace exists and has Callthread's
 * search attributes.
 * @param signal ends the waiting, when the server has died
 * @throws {Error} after a minute, with the last reason
 */
export async function awaitFrontend(address: string, namespace: string, signal: AbortSignal): Promise<void> {
  // gRPC's own pause after a refused connection is a second, and the server is up in less.
  const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };
  const connection = Connection.lazy({ address, channelArgs });
  const startedAtMs = Date.now();
  try {
    for (;;) {
      signal.throwIfAborted();
      const reason = await connection.withDeadline(Date.now() + 2_000, () => notReady(connection, namespace));
      if (reason === undefined) return;
      if (Date.now() - startedAtMs > limitMs) throw new Error(`Temporal at ${address} is not ready: ${reason}`);
      await sleep(50);
    }
  } finally {
    await connection.close();
  }
}

async function notReady(connection: Connection, namespace: string): Promise<string | undefined> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = searchAttributeNames.filter((name) => customAttributes[name] === undefined);
    return missing.length === 0 ? undefined : `no search attribute ${missing.join(', ')} yet`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
