import { z } from 'zod';
import { AircallAddress, DatabaseAddress, PublicAddress, webAddress } from './addresses.ts';
import { EncryptionKeys } from './encryption-keys.ts';
import { secret, secretList } from './secret.ts';
import { tracingVariables } from './tracing-variables.ts';
import type { OwnVariable } from './variables.ts';
import { BuildId, DeploymentName, usualDeploymentName } from './version-name.ts';

const notPort = 'is not a port. Write a whole number up to 65535, for example 3000.';
const aircallKey = 'Create an API key in the Aircall dashboard (Company settings > API keys)';

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: notPort })
  .transform(Number)
  .refine((number) => number <= 65_535, { error: notPort });

const variables = {
  PORT: port.default(3000),
  WORKER_PORT: port.nullable().default(null),
  PUBLIC_URL: PublicAddress.nullable().default(null),
  FRONT_API_URL: webAddress('https://api2.frontapp.com').default('https://api2.frontapp.com'),
  FRONT_API_TOKEN: secret(
    'is missing. Create an API token in Front (Settings > Developers > API tokens) and set it here.',
  ),
  FRONT_WEBHOOK_SECRET: secret('').nullable().default(null),
  FRONT_PLUGIN_SECRET: secret('').nullable().default(null),
  AIRCALL_API_URL: AircallAddress.default('https://api.aircall.io'),
  AIRCALL_API_ID: secret(`is missing. ${aircallKey} and set its API id here.`),
  AIRCALL_API_TOKEN: secret(`is missing. ${aircallKey} and set its API token here; Aircall shows it once.`),
  AIRCALL_WEBHOOK_TOKEN: secretList(
    "is missing. Aircall's API gives each webhook a token when it is made: see README.md; set it here.",
  ),
  DATABASE_URL: DatabaseAddress.nullable().default(null),
  CALLTHREAD_DATA: z.string().default('./data'),
  CALLTHREAD_CONFIG: z.string().nullable().default(null),
  CALLTHREAD_ADMIN_TOKEN: secret('').nullable().default(null),
  CALLTHREAD_ENCRYPTION_KEYS: EncryptionKeys.default([]),
  TEMPORAL_UI_URL: webAddress('http://localhost:8080').nullable().default(null),
  ...tracingVariables,
  CALLTHREAD_BUILD_ID: BuildId.nullable().default(null),
  CALLTHREAD_DEPLOYMENT_NAME: DeploymentName.default(usualDeploymentName),
} satisfies Record<OwnVariable, z.ZodType>;

/** Callthread's own variables, each cleaned of blanks and quotes and left out when empty. */
export const Environment = z.object(variables);
export type Environment = z.infer<typeof Environment>;

/** The same for who has no webhook yet, and so no token of one. */
export const EnvironmentBeforeWebhook = Environment.extend({
  AIRCALL_WEBHOOK_TOKEN: variables.AIRCALL_WEBHOOK_TOKEN.default([]),
});
