import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EncryptionKey } from '../adapters/temporal/encryption/codec.ts';
import { ConfigError, type Fault, type Problem, toProblem, type Wording, wordingOf } from './problems.ts';
import { closestWord } from './suggestions.ts';
import { findTemporalFaults, temporalVariables } from './temporal-variables.ts';
import { cleanValue, type Settings, type Variable, variableRows, variables } from './variables.ts';

/** Every variable that Callthread reads itself. */
export const ownVariables: readonly string[] = variableRows.flatMap(({ variable: { name, fallback } }) =>
  fallback === null ? [name] : [name, fallback],
);

/** Variables whose value is never shown. */
const hiddenVariables: readonly string[] = [
  ...namesOf(({ secrecy }) => secrecy !== 'open'),
  ...Object.keys(temporalVariables).filter((name) => temporalVariables[name]?.secret),
];

/** Variables whose value is masked wherever it appears; the URL of the database contains a password. */
export const secretVariables = hiddenVariables.filter(
  (name) => !namesOf(({ secrecy }) => secrecy === 'hidden').includes(name),
);

/** Variables whose value may come from a file. A key of Temporal's TLS has `…_PATH` for that. */
export const fileVariables = hiddenVariables.filter((name) => !name.endsWith('_DATA'));

/** Every variable that Callthread or Temporal's client reads. */
export const variableNames: readonly string[] = [
  ...ownVariables,
  ...Object.keys(temporalVariables),
  ...fileVariables.map(fileName),
];

function namesOf(test: (variable: Variable) => boolean): string[] {
  return variableRows.flatMap(({ variable }) => (test(variable) ? [variable.name] : []));
}

function fileName(name: string): string {
  return `${name}_FILE`;
}

interface EnvironmentReading {
  /** null when one of the variables cannot be used. */
  settings: Settings | null;
  problems: Problem[];
}

/**
 * Reads and checks every variable.
 * @param cwd where relative paths of files begin
 * @param needsWebhookToken false for commands that run before Aircall has a webhook: its token may then be missing
 */
export function readEnvironment(env: NodeJS.ProcessEnv, cwd: string, needsWebhookToken: boolean): EnvironmentReading {
  const files = readSecretFiles(env, cwd);
  const settings: Record<string, unknown> = {};
  const readings = variableRows.map(({ path, variable }) => {
    const optional = !needsWebhookToken && variable === variables.aircall.webhookTokens;
    const reading = readVariable(optional ? { ...variable, schema: variable.schema.default([]) } : variable, files);
    put(settings, path, reading.value);
    return reading;
  });
  const others = [...findTemporalFaults(files.environment), ...findMisnamedVariables(env)];
  const problems = [
    ...readings.flatMap((reading) => reading.problems),
    ...files.problems.filter(({ place }) => isOfTemporal(place)),
    ...others.map((fault) => toVariableProblem(fault, files)),
  ];
  return { settings: problems.length === 0 ? (settings as Settings) : null, problems };
}

function isOfTemporal(place: string): boolean {
  return Object.hasOwn(temporalVariables, place.replace(/_FILE$/, ''));
}

function put(data: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) data[key] = value;
  else put((data[key] ??= {}) as Record<string, unknown>, rest, value);
}

interface FilesReading {
  /** As it was, with the secrets from files under their own names, and without the names of those files. */
  environment: NodeJS.ProcessEnv;
  /** Files that cannot be used; the variables that name them are still in the environment. */
  problems: Problem[];
  /** The variables that came from a file. */
  fromFile: ReadonlySet<string>;
}

/** @returns a problem for each file that cannot be used, and all contents of the others */
function readSecretFiles(env: NodeJS.ProcessEnv, cwd: string): FilesReading {
  const environment = { ...env };
  const problems: Problem[] = [];
  const fromFile = new Set<string>();
  for (const name of fileVariables) {
    const place = fileName(name);
    const path = cleanValue(env[place]);
    if (path === undefined) continue;
    if (cleanValue(env[name]) !== undefined) {
      problems.push({ place, problem: `is set, and so is ${name}`, remedy: 'Unset one of them.' });
      continue;
    }
    const content = readSecretFile(resolve(cwd, path));
    if (typeof content === 'string') {
      environment[name] = content;
      delete environment[place];
      fromFile.add(name);
    } else {
      // Someone may have written the secret itself: only what looks like a path is shown.
      const isPath = /^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/.test(path);
      problems.push(toProblem({ path: [place], ...content, about: 'value' }, place, { [place]: path }, !isPath));
    }
  }
  return { environment, problems, fromFile };
}

/** @returns the content without its last line end; or why there is none */
function readSecretFile(path: string): string | Wording {
  const writePath = 'Write the path of a file that contains the value.';
  try {
    // A pipe would be empty when it is read again.
    if (!statSync(path).isFile()) return { problem: 'is not a regular file', remedy: writePath };
    const content = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replace(/\r?\n$/, '');
    return content.trim() === '' ? { problem: 'is an empty file', remedy: 'Write the value into it.' } : content;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'does not exist', remedy: writePath };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return { problem: 'is not a text file', remedy: 'Save it as UTF-8.' };
    }
    const problem = `cannot be read (${String(code)})`;
    return { problem, remedy: 'Let the user that Callthread runs as read it.' };
  }
}

/** Reads one variable. @returns undefined as its value when it cannot be used */
function readVariable({ name, schema, fallback }: Variable, files: FilesReading) {
  const failed = files.problems.filter(({ place }) => place === fileName(name));
  if (failed.length > 0) return { value: undefined, problems: failed };
  const own = cleanValue(files.environment[name]);
  const other = own === undefined && fallback !== null ? cleanValue(files.environment[fallback]) : undefined;
  const read = schema.safeParse(own ?? other);
  if (read.success) return { value: read.data, problems: [] };
  const path = [other === undefined || fallback === null ? name : fallback];
  const [first] = read.error.issues;
  const { problem, remedy } = wordingOf(first ?? { message: '' });
  const fault: Fault =
    (own ?? other) === undefined
      ? { path, problem: 'is missing', remedy, about: 'key' }
      : { path, problem, remedy, about: 'value' };
  return { value: undefined, problems: [toVariableProblem(fault, files)] };
}

function toVariableProblem(fault: Fault, { environment, fromFile }: FilesReading): Problem {
  const name = String(fault.path[0]);
  const written = temporalVariables[name] === undefined ? cleanValue(environment[name]) : environment[name];
  // A URL with a user in it may well contain a password.
  const secret = hiddenVariables.includes(name) || /@/.test(written ?? '');
  return toProblem(fault, fromFile.has(name) ? fileName(name) : name, { [name]: written }, secret);
}

/**
 * Finds variables that were probably meant to be ours. Others may begin with our words too (Kubernetes sets
 * CALLTHREAD_PORT and the like for every service), so only near-misses of unset variables are reported. Names that begin
 * otherwise may belong to any software: there, one slip in a name of several words counts, and no more. So DATABASE_SSL and
 * POST are other variables, DATABASE_ULR is DATABASE_URL.
 */
function findMisnamedVariables(env: NodeJS.ProcessEnv): Fault[] {
  const unset = variableNames.filter((name) => env[name] === undefined);
  const unsetOfWords = unset.filter((name) => name.includes('_'));
  return Object.keys(env).flatMap((name): Fault[] => {
    if (variableNames.includes(name)) return [];
    const base = name.replace(/_FILE$/, '');
    if (base !== name && variableNames.includes(base)) {
      const remedy = base.endsWith('_DATA')
        ? `Set ${base.replace(/_DATA$/, '_PATH')} to the path of a file.`
        : `Set ${base}: only secrets can be read from files.`;
      return [{ path: [name], problem: 'is not a known variable', remedy, about: 'key' }];
    }
    const isOurs = /^(?:front|aircall|callthread|temporal)_/i.test(name);
    const meant = isOurs ? closestWord(name, unset) : closestWord(name, unsetOfWords, 1);
    // Kubernetes sets WORKERS_PORT for a service called workers.
    if (meant === null || /^(?:tcp|udp|sctp):\/\//.test(env[name] ?? '')) return [];
    return [{ path: [name], problem: 'is not a known variable', remedy: `Did you mean ${meant}?`, about: 'key' }];
  });
}

/**
 * Reads the encryption keys alone, for commands that need nothing else of the configuration.
 * @returns none when the variable is not set
 * @throws {ConfigError} when a key cannot be used
 */
export function loadEncryptionKeys(env: NodeJS.ProcessEnv): EncryptionKey[] {
  return loadVariable(variables.encryptionKeys, env);
}

/**
 * The deployment whose versions the workers are, for commands that need nothing else of the configuration.
 * @throws {ConfigError} when the name cannot be used
 */
export function loadDeploymentName(env: NodeJS.ProcessEnv): string {
  return loadVariable(variables.version.deploymentName, env);
}

function loadVariable<V extends Variable>(variable: V, env: NodeJS.ProcessEnv) {
  const { value, problems } = readVariable(variable, readSecretFiles(env, process.cwd()));
  if (problems.length > 0) throw new ConfigError(problems);
  return value as NonNullable<ReturnType<V['schema']['parse']>>;
}

/**
 * @returns the environment as Temporal's tools read it: with the secrets that are in files
 * @throws {ConfigError} when one of Temporal's variables cannot be used
 */
export function loadTemporalEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const files = readSecretFiles(env, process.cwd());
  const problems = [
    ...files.problems.filter(({ place }) => isOfTemporal(place)),
    ...findTemporalFaults(files.environment).map((fault) => toVariableProblem(fault, files)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return files.environment;
}

/**
 * @param cwd where relative paths of files begin
 * @returns every secret of the environment, to be masked in logs and messages: also each token of a
 * list, each encryption key without its id, the value of each header, and the database's password as it is and as its
 * URL has it, unless that is its user, its name or our name
 */
export function listSecrets(env: NodeJS.ProcessEnv, cwd = process.cwd()): string[] {
  const { environment } = readSecretFiles(env, cwd);
  const secrets = secretVariables.flatMap((name) => {
    const value = cleanValue(environment[name]);
    if (value === undefined) return [];
    const parts = value.split(',').map((part) => part.trim());
    const bare = parts.map((part) => part.replace(/^[\w.-]{1,32}:/, ''));
    const headers = name === variables.tracing.headers.name ? parts.map(headerValue).filter(isLong) : [];
    return [value, ...parts, ...bare, ...headers, ...passwordOf(value)];
  });
  return [...new Set(secrets)].filter((secret) => secret !== '');
}

/** A header may also name a team or a data set; masking such a word everywhere would make nonsense of the log. */
function isLong(value: string): boolean {
  return value.length >= 16;
}

/** Of `name=value`. */
function headerValue(header: string): string {
  return header.slice(header.indexOf('=') + 1).trim();
}

/** @returns nothing for a password that is an ordinary word here: masking it everywhere would make nonsense of the log */
function passwordOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { password, username, pathname } = new URL(url);
  const words = ['', 'callthread', 'Callthread', decode(username), decode(pathname.slice(1))];
  return words.includes(decode(password)) ? [] : [password, decode(password)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
