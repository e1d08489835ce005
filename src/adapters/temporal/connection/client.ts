import {
  Client,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type WorkflowClientInterceptor,
} from '@temporalio/client';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { createDataConverter, type EncryptionKey } from '../encryption/codec.ts';

/** With gRPC's default of two minutes, webhooks would be refused for that long after Temporal is back. */
const maxReconnectPauseMs = 2000;

/**
 * Four attempts within about a second. The SDK's ten attempts pause longer and longer, and a pause does not end with
 * the request's deadline: a webhook's answer would wait for it, and so would closing the connection.
 */
const retry = makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 4, initialIntervalMs: () => 100 }));

/**
 * Creates a client that connects on first use, so that startup does not wait for Temporal. Close it with
 * `client.connection.close()`.
 * @param keys encrypt what Temporal stores; none: no encryption
 * @param interceptors of requests to workflows, for traces
 * @throws as `readTemporalEnvironment`
 */
export function connectTemporal(
  environment: NodeJS.ProcessEnv,
  keys: readonly EncryptionKey[],
  interceptors: WorkflowClientInterceptor[] = [],
): Client {
  const { connectionOptions, namespace } = readTemporalEnvironment(environment);
  const { address, apiKey, tls, metadata } = connectionOptions;
  const options: ConnectionOptions = {
    channelArgs: { 'grpc.max_reconnect_backoff_ms': maxReconnectPauseMs },
    interceptors: [retry],
    ...(address === undefined ? {} : { address }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  return new Client({
    connection: Connection.lazy(options),
    namespace: namespace ?? 'default',
    dataConverter: createDataConverter(keys),
    interceptors: { workflow: interceptors },
  });
}

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
