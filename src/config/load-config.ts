import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Preferences } from '../domain/settings.ts';
import { secretHider } from '../telemetry/scrub-line.ts';
import { cleanValue } from './clean-value.ts';
import type { Config } from './config.ts';
import { ConfigError, type Problem } from './config-error.ts';
import type { Environment } from './environment.ts';
import { listSecrets } from './list-secrets.ts';
import { readPreferencesText } from './preferences-text.ts';
import { readEnvironment } from './read-environment.ts';
import { type PreferencesReading, readPreferences } from './read-preferences.ts';
import { toTracingConfig } from './tracing-config.ts';

/**
 * Reads and checks the environment and the YAML file.
 * @param env the process's environment; nothing else is read of it
 * @param cwd where relative paths begin
 * @param needs `webhookToken: false` for commands that run before Aircall has a webhook: its token may then be missing
 * @throws {ConfigError} with every problem there is
 */
export function loadConfig(env: NodeJS.ProcessEnv, cwd: string, needs = { webhookToken: true }): Config {
  const { environment, problems } = readEnvironment(env, needs.webhookToken);
  const file = readFile(env, cwd);
  const data = checkDataFolder(env, cwd);
  const all = [...problems, ...data, ...file.problems];
  if (all.length > 0 || environment === null || file.preferences === null) {
    const hide = secretHider(listSecrets(env));
    throw new ConfigError(
      all.map(({ place, problem, remedy }) => ({ place: hide(place), problem: hide(problem), remedy: hide(remedy) })),
    );
  }
  return toConfig(environment, file.preferences, cwd);
}

function readFile(env: NodeJS.ProcessEnv, cwd: string): PreferencesReading {
  const reading = readPreferencesText(cleanValue(env['CALLTHREAD_CONFIG']) ?? null, cwd);
  if ('problem' in reading) return { preferences: null, problems: [reading.problem] };
  return readPreferences(reading.text, reading.name);
}

function checkDataFolder(env: NodeJS.ProcessEnv, cwd: string): Problem[] {
  const place = 'CALLTHREAD_DATA';
  const folder = cleanValue(env[place]);
  if (folder === undefined) return [];
  const path = resolve(cwd, folder);
  if (!existsSync(path) || statSync(path).isDirectory()) return [];
  return [
    {
      place,
      problem: `${JSON.stringify(folder)} is not a folder`,
      remedy: 'Write a folder, which is made if need be.',
    },
  ];
}

function toConfig(environment: Environment, preferences: Preferences, cwd: string): Config {
  return {
    http: { port: environment.PORT, workerPort: environment.WORKER_PORT, publicUrl: environment.PUBLIC_URL },
    front: {
      apiUrl: environment.FRONT_API_URL,
      apiToken: environment.FRONT_API_TOKEN,
      webhookSecret: environment.FRONT_WEBHOOK_SECRET,
      pluginSecret: environment.FRONT_PLUGIN_SECRET,
    },
    aircall: {
      apiUrl: environment.AIRCALL_API_URL,
      apiId: environment.AIRCALL_API_ID,
      apiToken: environment.AIRCALL_API_TOKEN,
      webhookTokens: environment.AIRCALL_WEBHOOK_TOKEN,
    },
    database: { url: environment.DATABASE_URL, dataDir: resolve(cwd, environment.CALLTHREAD_DATA) },
    adminToken: environment.CALLTHREAD_ADMIN_TOKEN,
    encryptionKeys: environment.CALLTHREAD_ENCRYPTION_KEYS,
    temporalUiUrl: environment.TEMPORAL_UI_URL,
    tracing: toTracingConfig(environment),
    version:
      environment.CALLTHREAD_BUILD_ID === null
        ? null
        : { deploymentName: environment.CALLTHREAD_DEPLOYMENT_NAME, buildId: environment.CALLTHREAD_BUILD_ID },
    preferences,
  };
}
