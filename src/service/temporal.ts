import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { findTlsFault } from '../adapters/temporal/find-tls-fault.ts';
import { grpcCode, grpcCodes } from '../adapters/temporal/grpc-code.ts';
import { type Operated, registerSearchAttributes } from '../adapters/temporal/register-search-attributes.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import { ConfigError } from '../config/config-error.ts';
import type { EncryptionKey } from '../config/encryption-keys.ts';
import type { Logger } from '../telemetry/logger.ts';

/**
 * A client of the Temporal that the environment names; it connects when it is first used.
 * @param keys as in `connectTemporal`, as are the interceptors
 * @throws {ConfigError} when Temporal's settings cannot be used, those of its own configuration file among them
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
    const remedy = "See TEMPORAL_TLS_*, and the profile in TEMPORAL_CONFIG_FILE, or in Temporal's own file.";
    throw new ConfigError([{ place: 'TEMPORAL_*', problem: `cannot be used (${reason})`, remedy }]);
  }
}

/** To be read after "Temporal"; without full stops. */
export interface TemporalAdvice {
  found: string;
  remedy: string;
}

/**
 * What a person can do about Temporal that is away or refuses.
 * @param error what a request to it has ended with
 * @returns null for an error that is about something else
 */
export async function explainTemporal(environment: NodeJS.ProcessEnv, error: unknown): Promise<TemporalAdvice | null> {
  const { address = 'localhost:7233' } = readTemporalEnvironment(environment).connectionOptions;
  switch (grpcCode(error)) {
    case grpcCodes.permissionDenied:
    case grpcCodes.unauthenticated:
      return {
        found: `refuses at ${address}`,
        remedy:
          'See TEMPORAL_API_KEY, or the certificate in TEMPORAL_TLS_CLIENT_*, and what they may do in TEMPORAL_NAMESPACE',
      };
    case grpcCodes.unavailable:
    case grpcCodes.deadlineExceeded: {
      const fault = await findTlsFault(environment);
      if (fault !== null) return { found: `cannot be spoken to at ${address}: ${fault.found}`, remedy: fault.remedy };
      return {
        found: `does not answer at ${address}`,
        remedy: 'See that it runs, and that TEMPORAL_ADDRESS names it (and TEMPORAL_TLS, if it asks for TLS)',
      };
    }
    case grpcCodes.notFound:
      return { found: `has no such namespace at ${address}`, remedy: 'Set TEMPORAL_NAMESPACE, or make the namespace' };
    default:
      return null;
  }
}

const patienceMs = 5_000;

/** Says in the log, once, why Temporal cannot be reached and what to do, if it cannot. It does not throw. */
export async function warnWhenAway(client: Client, environment: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + patienceMs, () =>
      client.connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    const advice = await explainTemporal(environment, error).catch(() => null);
    if (advice === null) log.warn({ err: error }, 'Temporal cannot be used');
    else log.warn(`Temporal ${advice.found}. ${advice.remedy}.`);
  }
}

const pauseMs = 2_000;

/**
 * For an ingress without a worker: Temporal stores a call only in a namespace that knows its search attributes, and the
 * first worker, which adds them too, may come much later. Tries until Temporal can be reached. It does not throw.
 * @returns what gives it up
 */
export function readyNamespace(client: Client, log: Logger): () => void {
  const givenUp = new AbortController();
  void (async () => {
    while (!givenUp.signal.aborted) {
      try {
        return await client.withDeadline(Date.now() + patienceMs, () =>
          addSearchAttributes(client.connection, client.options.namespace, log),
        );
      } catch {
        // Why Temporal cannot be reached is said elsewhere.
        await sleep(pauseMs, undefined, { signal: givenUp.signal, ref: false }).catch(() => {});
      }
    }
  })();
  return () => givenUp.abort();
}

/**
 * Makes the search attributes known to a namespace; says in the log what a person has to do where the server forbids it.
 * @throws as `registerSearchAttributes`
 */
export async function addSearchAttributes(connection: Operated, namespace: string, log: Logger): Promise<void> {
  const registration = await registerSearchAttributes(connection, namespace);
  if (registration.outcome === 'refused') log.warn({ missing: registration.missing }, registration.advice);
}
