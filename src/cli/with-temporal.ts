import type { Client } from '@temporalio/client';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { grpcCode, grpcCodes } from '../adapters/temporal/grpc-code.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import { UndecodablePayload } from '../adapters/temporal/undecodable-payload.ts';
import { ConfigError } from '../config/config-error.ts';
import { loadEncryptionKeys } from '../config/encryption-keys.ts';
import { findTemporalFaults } from '../config/temporal-faults.ts';
import { toProblem } from '../config/to-problem.ts';
import { CommandError } from './command-error.ts';

const patienceMs = 5_000;

/**
 * Connects to the Temporal that the environment names, for as long as a command needs it.
 * @throws {ConfigError} when the environment is wrong
 * @throws {CommandError} when Temporal does not answer there, refuses, or has no such namespace
 */
export async function withTemporal<Result>(
  environment: NodeJS.ProcessEnv,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  checkEnvironment(environment);
  const keys = loadEncryptionKeys(environment);
  const { connectionOptions } = readTemporalEnvironment(environment);
  const { address = 'localhost:7233' } = connectionOptions;
  const client = connectTemporal(environment, keys);
  try {
    await client.withDeadline(Date.now() + patienceMs, () =>
      client.connection.workflowService.describeNamespace({ namespace: client.options.namespace }),
    );
    return await use(client);
  } catch (error) {
    throw toCommandError(error, address, client.options.namespace);
  } finally {
    await client.connection.close();
  }
}

function checkEnvironment(environment: NodeJS.ProcessEnv): void {
  const problems = findTemporalFaults(environment).map((fault) =>
    toProblem(fault, String(fault.path[0]), environment, /KEY|DATA/.test(String(fault.path[0]))),
  );
  if (problems.length > 0) throw new ConfigError(problems);
}

function toCommandError(error: unknown, address: string, namespace: string): unknown {
  if (error instanceof UndecodablePayload) return new CommandError(error.message);
  switch (grpcCode(error)) {
    case grpcCodes.unavailable:
    case grpcCodes.deadlineExceeded:
      return new CommandError(
        `Temporal does not answer at ${address}. See that it runs, and that TEMPORAL_ADDRESS names it (and TEMPORAL_TLS, if it asks for TLS).`,
      );
    case grpcCodes.notFound:
      return new CommandError(`Temporal at ${address} has no namespace ${namespace}. Set TEMPORAL_NAMESPACE.`);
    case grpcCodes.permissionDenied:
    case grpcCodes.unauthenticated:
      return new CommandError(
        `Temporal at ${address} refuses: see TEMPORAL_API_KEY, or the certificate in TEMPORAL_TLS_CLIENT_*.`,
      );
    default:
      return error;
  }
}
