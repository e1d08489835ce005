import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * The connection settings as Temporal's own tools read them: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`,
 * `TEMPORAL_API_KEY`, `TEMPORAL_TLS_*`, and Temporal's configuration file where there is one (`TEMPORAL_CONFIG_FILE`,
 * `TEMPORAL_PROFILE`).
 * @throws when the file is named and unreadable, or a value is malformed
 */
export function readTemporalEnvironment(environment: NodeJS.ProcessEnv): ClientConnectConfig {
  const given = Object.entries(environment).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
}
