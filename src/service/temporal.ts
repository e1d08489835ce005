import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import { connectTemporal, readTemporalEnvironment } from '../adapters/temporal/connection/client.ts';
import { grpcCode, grpcCodes } from '../adapters/temporal/connection/errors.ts';
import { pingNamespace } from '../adapters/temporal/connection/namespace.ts';
import { withTimeout } from '../adapters/temporal/connection/requests.ts';
import { type Operated, registerSearchAttributes } from '../adapters/temporal/connection/search-attributes.ts';
import { findTlsFault } from '../adapters/temporal/connection/tls.ts';
import type { EncryptionKey } from '../config/encryption-keys.ts';
import { ConfigError } from '../config/problems.ts';
import type { Logger } from '../telemetry/logger.ts';

const pingTimeoutMs = 2_000;
const registerTimeoutMs = 5_000;
const retryMs = 2_000;

/**
 * Creates a client of the Temporal that the environment names. It connects on first use.
 * @param keys as in `connectTemporal`, like the interceptors
 * @throws {ConfigError} when Temporal's settings, or its own configuration file, are invalid
 */
export function openTemporal(
  environment: NodeJS.ProcessEnv,
  keys: readonly EncryptionKey[],
  interceptors: WorkflowClientInterceptor[] = [],
): Client {
  try {
    return connectTemporal(environment, keys, interceptors);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = "Check TEMPORAL_TLS_*, and the profile in TEMPORAL_CONFIG_FILE or in Temporal's own file.";
    throw new ConfigError([{ place: 'TEMPORAL_*', problem: `cannot be used (${reason})`, remedy }]);
  }
}

/** Reads as "Temporal <found>. <remedy>."; neither has a full stop. */
interface TemporalAdvice {
  found: string;
  remedy: string;
}

/**
 * Explains why a request to Temporal failed and how to fix it.
 * @param error as the client threw it
 * @returns null for an error that has another cause
 */
export async function explainTemporal(environment: NodeJS.ProcessEnv, error: unknown): Promise<TemporalAdvice | null> {
  const { address = 'localhost:7233' } = readTemporalEnvironment(environment).connectionOptions;
  switch (grpcCode(error)) {
    case grpcCodes.permissionDenied:
    case grpcCodes.unauthenticated:
      return {
        found: `refuses access at ${address}`,
        remedy:
          'Check TEMPORAL_API_KEY, or the certificate in TEMPORAL_TLS_CLIENT_*, and its permissions in TEMPORAL_NAMESPACE',
      };
    case grpcCodes.unavailable:
    case grpcCodes.deadlineExceeded: {
      const fault = await findTlsFault(environment);
      if (fault !== null) return { found: `cannot be reached at ${address}: ${fault.found}`, remedy: fault.remedy };
      return {
        found: `does not answer at ${address}`,
        remedy: 'Check that it is running and that TEMPORAL_ADDRESS is right (and TEMPORAL_TLS, if it requires TLS)',
      };
    }
    case grpcCodes.notFound:
      return {
        found: `has no such namespace at ${address}`,
        remedy: 'Set TEMPORAL_NAMESPACE, or create the namespace',
      };
    default:
      return null;
  }
}

/**
 * Looks for what keeps this process from using Temporal. A worker's own connection does not report it in enough detail.
 * @returns advice, in sentences; null when Temporal can be reached, or nothing is known about the failure
 */
export async function findTemporalFault(client: Client, environment: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    await pingNamespace(client, pingTimeoutMs);
    return null;
  } catch (error) {
    const advice = await explainTemporal(environment, error).catch(() => null);
    return advice === null ? null : `${advice.found}. ${advice.remedy}.`;
  }
}

/** Logs once why Temporal cannot be used, if it cannot. It never rejects. */
export async function warnWhenAway(client: Client, environment: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  try {
    await pingNamespace(client);
  } catch (error) {
    const advice = await explainTemporal(environment, error).catch(() => null);
    if (advice === null) log.warn({ err: error }, 'Temporal cannot be used');
    else log.warn(`Temporal ${advice.found}. ${advice.remedy}.`);
  }
}

/**
 * Adds the search attributes for an ingress without a worker: Temporal refuses calls until its namespace has them, and the
 * first worker, which also adds them, may start much later. Retries until Temporal can be reached. It never throws.
 * @returns a function that stops the retries
 */
export function readyNamespace(client: Client, log: Logger): () => void {
  const stopping = new AbortController();
  void (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await withTimeout(client, registerTimeoutMs, () =>
          addSearchAttributes(client.connection, client.options.namespace, log),
        );
      } catch {
        // `warnWhenAway` logs why Temporal cannot be reached.
        await sleep(retryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      }
    }
  })();
  return () => stopping.abort();
}

/**
 * Adds the search attributes to a namespace. Where the server forbids it, logs what its operator has to do.
 * @throws as `registerSearchAttributes`
 */
export async function addSearchAttributes(connection: Operated, namespace: string, log: Logger): Promise<void> {
  const registration = await registerSearchAttributes(connection, namespace);
  if (registration.outcome === 'refused') log.warn({ missing: registration.missing }, registration.advice);
}
