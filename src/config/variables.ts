/** Every variable that Callthread reads itself. */
export const ownVariables = [
  'PORT',
  'PUBLIC_URL',
  'FRONT_API_URL',
  'FRONT_API_TOKEN',
  'FRONT_WEBHOOK_SECRET',
  'FRONT_PLUGIN_SECRET',
  'AIRCALL_API_URL',
  'AIRCALL_API_ID',
  'AIRCALL_API_TOKEN',
  'AIRCALL_WEBHOOK_TOKEN',
  'DATABASE_URL',
  'CALLTHREAD_DATA',
  'CALLTHREAD_CONFIG',
  'CALLTHREAD_ADMIN_TOKEN',
  'CALLTHREAD_ENCRYPTION_KEYS',
  'TEMPORAL_UI_URL',
  'WORKER_PORT',
  'OTEL_SDK_DISABLED',
  'OTEL_TRACES_EXPORTER',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SERVICE_NAME',
  'CALLTHREAD_BUILD_ID',
  'CALLTHREAD_DEPLOYMENT_NAME',
] as const;
export type OwnVariable = (typeof ownVariables)[number];

/** What Temporal's envconfig reads for a client, as its documentation of environment configuration lists it. */
export const temporalVariables = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_CERT_DATA',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_DATA',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_DATA',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_PROFILE',
] as const;

export const variableNames: readonly string[] = [...ownVariables, ...temporalVariables];

/** Variables whose value is never shown; the address of the database has a password in it. */
export const secretVariables: readonly string[] = [
  'FRONT_API_TOKEN',
  'FRONT_WEBHOOK_SECRET',
  'FRONT_PLUGIN_SECRET',
  'AIRCALL_API_ID',
  'AIRCALL_API_TOKEN',
  'AIRCALL_WEBHOOK_TOKEN',
  'DATABASE_URL',
  'CALLTHREAD_ADMIN_TOKEN',
  'CALLTHREAD_ENCRYPTION_KEYS',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS_CLIENT_KEY_DATA',
] satisfies (OwnVariable | (typeof temporalVariables)[number])[];
