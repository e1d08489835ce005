import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import { connectTemporal, readTemporalEnvironment } from '../adapters/temporal/connection/client.ts';
import { grpcCode, grpcCodes, grpcDetails, isTransient } from '../adapters/temporal/connection/errors.ts';
import { pingNamespace } from '../adapters/temporal/connection/namespace.ts';
import { withTimeout } from '../adapters/temporal/connection/requests.ts';
import { registerSearchAttributes } from '../adapters/temporal/connection/search-attributes.ts';
import { findTlsFault } from '../adapters/temporal/connection/tls.ts';
import type { EncryptionKey } from '../adapters/temporal/encryption/codec.ts';
import { ConfigError, type Problem } from '../config/problems.ts';
import type { Logger } from '../telemetry/logger.ts';

const pingTimeoutMs = 2_000;
const registerTimeoutMs = 5_000;

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
    throw new ConfigError([toProblem(environment, error)]);
  }
}

/** @returns why these settings of Temporal, or its own configuration file, cannot be used; null if they can */
export function findTemporalProblem(environment: NodeJS.ProcessEnv): Problem | null {
  try {
    readTemporalEnvironment(environment);
    return null;
  } catch (error) {
    return toProblem(environment, error);
  }
}

/** Without the lines that the parser of the file quotes: one may be an API key. */
function toProblem({ TEMPORAL_CONFIG_FILE: file }: NodeJS.ProcessEnv, error: unknown): Problem {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const line = error instanceof Error && 'line' in error ? Number(error.line) : null;
  if (line !== null) {
    const place = file ? 'TEMPORAL_CONFIG_FILE' : "Temporal's configuration file";
    return { place, problem: `cannot be read (line ${line}: ${reason})`, remedy: 'In TOML, texts are in quotes.' };
  }
  if (reason.startsWith('Profile ')) {
    const remedy = `Use a profile of ${file || "Temporal's configuration file"}.`;
    return { place: 'TEMPORAL_PROFILE', problem: `cannot be used (${reason})`, remedy };
  }
  const remedy = "Check TEMPORAL_TLS_*, TEMPORAL_CONFIG_FILE, and Temporal's own file.";
  return { place: 'TEMPORAL_*', problem: `cannot be used (${reason})`, remedy };
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
    case grpcCodes.resourceExhausted:
      return {
        found: `refuses requests at ${address} because it, or the namespace, has too many (${grpcDetails(error)})`,
        remedy: 'Try again in a minute, and raise its limits if that does not help',
      };
    case grpcCodes.unimplemented:
      return {
        found: `is not what answers at ${address} (${grpcDetails(error)})`,
        remedy: 'Set TEMPORAL_ADDRESS to its frontend (gRPC, usually port 7233), not to a web server or its Web UI',
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

export interface NamespaceSetup {
  /**
   * Adds the search attributes unless they were added already. When Temporal refuses, it logs once what to do.
   * @throws gRPC errors other than those of a busy or unreachable server: the retries cover these
   */
  register(): Promise<void>;
  /** Why the namespace cannot store calls; null when it can, or while that is unknown. */
  problem(): string | null;
  /** Ends the retries, and waits for one under way: its request must not outlive the connection. */
  stop(): Promise<void>;
}

/**
 * Prepares the namespace: Temporal stores no call until it has the search attributes. It retries until it has added them,
 * for any process, since an ingress may start long before the first worker.
 */
export function setUpNamespace(
  client: Client,
  log: Logger,
  pauseMs = { away: 2_000, refused: 30_000 },
): NamespaceSetup {
  const stopping = new AbortController();
  let loggedAdvice: string | null = null;
  let problem: string | null = null;
  let isDone = false;
  const attempt = async (): Promise<void> => {
    const { connection, options } = client;
    const registration = await withTimeout(client, registerTimeoutMs, () =>
      registerSearchAttributes(connection, options.namespace),
    );
    if (registration.outcome === 'registered') {
      if (problem !== null) log.info({ added: registration.added }, 'added the search attributes: calls can be stored');
      problem = null;
      isDone = true;
      return;
    }
    const { missing, advice, certain } = registration;
    if (advice !== loggedAdvice) log[certain ? 'error' : 'warn']({ missing }, advice);
    loggedAdvice = advice;
    problem = certain
      ? `Temporal's namespace lacks search attributes (${missing.join(', ')}). The log has a remedy.`
      : null;
    // Where the server does not list attributes, another attempt would not learn more.
    isDone = !certain;
  };
  let running: Promise<void> | null = null;
  const register = async (): Promise<void> => {
    if (isDone) return;
    running ??= attempt().finally(() => {
      running = null;
    });
    await running.catch((error: unknown) => {
      if (!isTransient(error)) throw error;
    });
  };
  void (async () => {
    while (!stopping.signal.aborted) {
      // `warnWhenAway` and the worker log why Temporal cannot be used.
      await register().catch(() => {});
      if (isDone) return;
      const waitMs = problem === null ? pauseMs.away : pauseMs.refused;
      await sleep(waitMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  })();
  return {
    register,
    problem: () => problem,
    async stop() {
      stopping.abort();
      await running?.catch(() => {});
    },
  };
}
