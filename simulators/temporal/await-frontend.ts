import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { readTemporalEnvironment } from '../../src/adapters/temporal/connection/client.ts';

const limitMs = 60_000;

/** Asks a server something that it answers when it can be used. @throws {Error} with the reason why it cannot yet */
type Question = (connection: Connection) => Promise<void>;

/**
 * Waits until a server that is starting can be used.
 * @param environment how it is reached, by Temporal's own variables
 * @param signal ends the waiting, when the server has died
 * @param ask asked again and again until it does not throw; each time for two seconds at most
 * @throws {Error} after a minute, with the last reason
 */
export async function awaitFrontend(
  environment: Record<string, string>,
  signal: AbortSignal,
  ask: Question,
): Promise<void> {
  const { address = '', apiKey, tls } = readTemporalEnvironment(environment).connectionOptions;
  const connection = Connection.lazy({
    address,
    // gRPC's own pause after a refused connection is a second, and the server is up in less.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
  });
  const startedAtMs = Date.now();
  try {
    for (;;) {
      signal.throwIfAborted();
      const reason = await connection.withDeadline(Date.now() + 2_000, () => whyNot(connection, ask));
      if (reason === undefined) return;
      if (Date.now() - startedAtMs > limitMs) throw new Error(`Temporal at ${address} is not ready: ${reason}`);
      await sleep(50);
    }
  } finally {
    await connection.close();
  }
}

async function whyNot(connection: Connection, ask: Question): Promise<string | undefined> {
  try {
    await ask(connection);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
