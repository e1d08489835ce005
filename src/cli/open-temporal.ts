import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { ConfigError } from '../config/config-error.ts';
import type { EncryptionKey } from '../config/encryption-keys.ts';

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
