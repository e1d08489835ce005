/** Of the service that is fuzzed. */
export const townSecrets = {
  adminToken: 'admin-token-for-tests-0001',
  pluginSecret: 'front-plugin-secret-0001',
  frontWebhookSecret: 'front-signing-key-0001',
  aircallWebhookToken: 'test-webhook-token-0001',
};

/** The service's environment with them. */
export const secretVariables = {
  CALLTHREAD_ADMIN_TOKEN: townSecrets.adminToken,
  FRONT_PLUGIN_SECRET: townSecrets.pluginSecret,
  FRONT_WEBHOOK_SECRET: townSecrets.frontWebhookSecret,
  AIRCALL_WEBHOOK_TOKEN: townSecrets.aircallWebhookToken,
};
