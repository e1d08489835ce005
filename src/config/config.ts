import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Preferences } from '../domain/settings.ts';
import { secretHider } from '../telemetry/scrub-line.ts';
import { listSecrets, readEnvironment } from './environment.ts';
import { readPreferences } from './preferences.ts';
import { ConfigError, type Problem } from './problems.ts';
import { cleanValue, type Settings, variables } from './variables.ts';
import { readPreferencesText } from './yaml.ts';

/**
 * The whole configuration of a process, checked: what each variable of `variables.ts` says, in the shape of that table,
 * and the YAML file. Temporal's own variables are read by Temporal's envconfig.
 */
export interface Config extends Omit<Settings, 'configFile' | 'tracing' | 'version'> {
  /** null: no traces, which is the default. */
  tracing: TracingConfig | null;
  /** Worker Versioning: the version of this process's workers; null: they have none. */
  version: WorkerVersion | null;
  preferences: Preferences;
}

/** Where spans go, and under which name. */
export interface TracingConfig {
  /** The full URL that spans are posted to. */
  url: string;
  protocol: 'http/protobuf' | 'http/json';
  /** Sent with each request; they may be secrets. */
  headers: Record<string, string>;
  serviceName: string;
}

/** A version of the workers; Temporal writes it as `deploymentName:buildId`. */
interface WorkerVersion {
  deploymentName: string;
  buildId: string;
}

/**
 * Reads and checks the environment and the YAML file.
 * @param env the process's environment; nothing else of it is read
 * @param cwd where relative paths begin
 * @param needs `webhookToken: false` for commands that run before Aircall has a webhook: its token may then be missing
 * @throws {ConfigError} with every problem there is
 */
export function loadConfig(env: NodeJS.ProcessEnv, cwd: string, needs = { webhookToken: true }): Config {
  const { settings, problems } = readEnvironment(env, cwd, needs.webhookToken);
  const file = readFile(env, cwd);
  const all = [...problems, ...checkDataFolder(env, cwd), ...file.problems];
  if (all.length > 0 || settings === null || file.preferences === null) {
    const hide = secretHider(listSecrets(env, cwd));
    throw new ConfigError(
      all.map(({ place, problem, remedy }) => ({ place: hide(place), problem: hide(problem), remedy: hide(remedy) })),
    );
  }
  const { configFile: _, tracing, version, ...rest } = settings;
  return {
    ...rest,
    database: { ...rest.database, dataDir: resolve(cwd, rest.database.dataDir) },
    tracing: toTracingConfig(tracing),
    version: version.buildId === null ? null : { ...version, buildId: version.buildId },
    preferences: file.preferences,
  };
}

function readFile(env: NodeJS.ProcessEnv, cwd: string): ReturnType<typeof readPreferences> {
  const reading = readPreferencesText(cleanValue(env[variables.configFile.name]) ?? null, cwd);
  if ('problem' in reading) return { preferences: null, problems: [reading.problem] };
  return readPreferences(reading.text, reading.name);
}

function checkDataFolder(env: NodeJS.ProcessEnv, cwd: string): Problem[] {
  const place = variables.database.dataDir.name;
  const folder = cleanValue(env[place]);
  if (folder === undefined) return [];
  const path = resolve(cwd, folder);
  if (!existsSync(path) || statSync(path).isDirectory()) return [];
  const problem = `${JSON.stringify(folder)} is not a folder`;
  return [{ place, problem, remedy: 'Write a folder; it is created where it does not exist.' }];
}

/** The collector that OpenTelemetry's specification assumes where none is named. */
const defaultCollector = 'http://localhost:4318';

/** @returns null unless traces are asked for: by an address, or by `OTEL_TRACES_EXPORTER=otlp` */
function toTracingConfig(tracing: Settings['tracing']): TracingConfig | null {
  const { endpoint, tracesEndpoint, protocol, headers, serviceName } = tracing;
  const exporter = tracing.exporter ?? (endpoint === null && tracesEndpoint === null ? 'none' : 'otlp');
  if (exporter === 'none' || tracing.disabled) return null;
  return { url: tracesEndpoint ?? `${endpoint ?? defaultCollector}/v1/traces`, protocol, headers, serviceName };
}
