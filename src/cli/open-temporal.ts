import type { Client } from '@temporalio/client';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { ConfigError } from '../config/config-error.ts';

/**
 * A client of the Temporal that the environment names; it connects when it is first used.
 * @throws {ConfigError} when Temporal's settings cannot be used, those of its own configuration file among them
 */
export function openTemporal(environment: NodeJS.ProcessEnv): Client {
  try {
    return connectTemporal(environment);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = "See TEMPORAL_TLS_*, and the profile in TEMPORAL_CONFIG_FILE, or in Temporal's own file.";
    throw new ConfigError([{ place: 'TEMPORAL_*', problem: `cannot be used (${reason})`, remedy }]);
  }
}
