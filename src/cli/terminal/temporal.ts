import type { Client } from '@temporalio/client';
import { readTemporalEnvironment } from '../../adapters/temporal/connection/client.ts';
import { grpcCode, grpcCodes, grpcDetails } from '../../adapters/temporal/connection/errors.ts';
import { pingNamespace } from '../../adapters/temporal/connection/namespace.ts';
import { UndecodablePayload } from '../../adapters/temporal/encryption/codec.ts';
import { loadEncryptionKeys, loadTemporalEnvironment } from '../../config/environment.ts';
import { explainTemporal, openTemporal } from '../../service/temporal.ts';
import { CommandError } from './errors.ts';

/**
 * Runs a command with a client of the Temporal that the environment names.
 * @throws {ConfigError} when the environment is invalid
 * @throws {CommandError} when Temporal does not answer, refuses access, or lacks the namespace or the search attributes
 */
export async function withTemporal<Result>(
  given: NodeJS.ProcessEnv,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const environment = loadTemporalEnvironment(given);
  const client = openTemporal(environment, loadEncryptionKeys(environment));
  try {
    await pingNamespace(client);
    return await use(client);
  } catch (error) {
    throw await toCommandError(error, environment, client.options.namespace);
  } finally {
    await client.connection.close();
  }
}

async function toCommandError(error: unknown, environment: NodeJS.ProcessEnv, namespace: string): Promise<unknown> {
  if (error instanceof UndecodablePayload) return new CommandError(error.message);
  if (grpcCode(error) === grpcCodes.notFound) {
    const { address = 'localhost:7233' } = readTemporalEnvironment(environment).connectionOptions;
    return new CommandError(`Temporal at ${address} has no namespace ${namespace}. Set TEMPORAL_NAMESPACE.`);
  }
  if (grpcCode(error) === grpcCodes.invalidArgument && /Callthread/.test(grpcDetails(error))) {
    return new CommandError("Temporal lacks Callthread's search attributes. Run: callthread doctor");
  }
  const advice = await explainTemporal(environment, error);
  return advice === null ? error : new CommandError(`Temporal ${advice.found}. ${advice.remedy}.`);
}
