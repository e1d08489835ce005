import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import {
  fileVariables,
  listSecrets,
  loadDeploymentName,
  loadEncryptionKeys,
  loadTemporalEnvironment,
} from '../../src/config/environment.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { configFolder } from './config-folder.ts';
import { problemLines } from './problem-lines.ts';
import { requiredVariables } from './required-variables.ts';

const plugin = 'front-plugin-secret-0001';

test.each(['\n', '\r\n', ''])('reads a secret from a file that ends with %j', (end) => {
  const folder = configFolder({ plugin: `${plugin}${end}` });
  const env = { ...requiredVariables, FRONT_PLUGIN_SECRET_FILE: join(folder, 'plugin') };
  expect(loadConfig(env, folder).front.pluginSecret).toBe(plugin);
  expect(listSecrets(env)).toContain(plugin);
});

test('reads every secret from a file, also by a relative path', () => {
  const values: Record<string, string> = {
    ...requiredVariables,
    FRONT_WEBHOOK_SECRET: 'front-signing-key-0001',
    FRONT_PLUGIN_SECRET: plugin,
    DATABASE_URL: 'postgres://u:pass-of-the-database@db/x',
    CALLTHREAD_ADMIN_TOKEN: 'token-of-the-admin',
    CALLTHREAD_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=0123456789abcdef',
    TEMPORAL_API_KEY: 'key-of-temporal',
  };
  expect(Object.keys(values).toSorted()).toEqual(fileVariables.toSorted());
  const folder = configFolder(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}\n`])));
  const env = Object.fromEntries(Object.keys(values).map((name) => [`${name}_FILE`, name]));
  const strip = ({ encryptionKeys, ...config }: ReturnType<typeof loadConfig>) => ({
    ...config,
    keys: encryptionKeys.map(({ id }) => id),
  });
  expect(strip(loadConfig(env, folder))).toEqual(strip(loadConfig(values, folder)));
  expect(listSecrets(env, folder)).toEqual(listSecrets(values));
});

test("passes Temporal's key from the file under its own name only", () => {
  const folder = configFolder({ key: 'key-of-temporal\n' });
  const env = { TEMPORAL_API_KEY_FILE: join(folder, 'key'), TEMPORAL_ADDRESS: 'localhost:7233' };
  expect(loadTemporalEnvironment(env)).toEqual({
    TEMPORAL_API_KEY: 'key-of-temporal',
    TEMPORAL_ADDRESS: 'localhost:7233',
  });
});

test('reads the encryption keys from a file without the other variables', () => {
  const folder = configFolder({ keys: `k1:${Buffer.alloc(32, 1).toString('base64')}\n`, bad: 'k1:hush-hush' });
  const load = (name: string) => loadEncryptionKeys({ CALLTHREAD_ENCRYPTION_KEYS_FILE: join(folder, name) });
  expect(load('keys').map(({ id }) => id)).toEqual(['k1']);
  expect(() => load('bad')).toThrow('CALLTHREAD_ENCRYPTION_KEYS_FILE (12 characters) has a key k1 of');
  expect(() => load('gone')).toThrow(ConfigError);
});

test('refuses a variable together with its file, naming both', () => {
  const folder = configFolder({ token: 'another' });
  const path = join(folder, 'token');
  expect(problemLines({ FRONT_API_TOKEN_FILE: path })).toEqual([
    'FRONT_API_TOKEN_FILE is set, and so is FRONT_API_TOKEN. Unset one of them.',
  ]);
  expect(problemLines({ TEMPORAL_API_KEY: 'key-of-temporal', TEMPORAL_API_KEY_FILE: path })).toEqual([
    'TEMPORAL_API_KEY_FILE is set, and so is TEMPORAL_API_KEY. Unset one of them.',
  ]);
});

test('treats an empty variable or path as unset', () => {
  const folder = configFolder({ token: plugin });
  expect(problemLines({ FRONT_PLUGIN_SECRET: '', FRONT_PLUGIN_SECRET_FILE: join(folder, 'token') })).toEqual([]);
  expect(problemLines({ FRONT_PLUGIN_SECRET: plugin, FRONT_PLUGIN_SECRET_FILE: ' ' })).toEqual([]);
});

test('reports an unusable file with a remedy', () => {
  const folder = configFolder({ empty: '\n', binary: new Uint8Array([0xff, 0xfe, 0x00]) });
  mkdirSync(join(folder, 'folder'));
  const problems = (path: string) => problemLines({ DATABASE_URL_FILE: path });
  expect(problems(join(folder, 'gone'))).toEqual([
    `DATABASE_URL_FILE: "${join(folder, 'gone')}" does not exist. Write the path of a file that contains the value.`,
  ]);
  expect(problems(join(folder, 'empty'))).toEqual([
    `DATABASE_URL_FILE: "${join(folder, 'empty')}" is an empty file. Write the value into it.`,
  ]);
  expect(problems(join(folder, 'folder'))).toEqual([
    `DATABASE_URL_FILE: "${join(folder, 'folder')}" is not a regular file. Write the path of a file that contains the value.`,
  ]);
  expect(problems(join(folder, 'binary'))).toEqual([
    `DATABASE_URL_FILE: "${join(folder, 'binary')}" is not a text file. Save it as UTF-8.`,
  ]);
});

test('names the file of an unusable value without showing the value', () => {
  const folder = configFolder({ secret: 'hunter2\n' });
  expect(problemLines({ CALLTHREAD_ADMIN_TOKEN_FILE: join(folder, 'secret') })).toEqual([
    expect.stringMatching(/^CALLTHREAD_ADMIN_TOKEN_FILE \(7 characters\) is short enough to be guessed\. /),
  ]);
});

test('does not reveal a secret that was set instead of a path', () => {
  expect(problemLines({ FRONT_PLUGIN_SECRET_FILE: plugin })).toEqual([
    `FRONT_PLUGIN_SECRET_FILE (${plugin.length} characters) does not exist. Write the path of a file that contains the value.`,
  ]);
});

test('says which variables cannot come from a file', () => {
  expect(
    problemLines({ PUBLIC_URL_FILE: '/x', TEMPORAL_TLS_CLIENT_KEY_DATA_FILE: '/x', FRONT_API_TOKN_FILE: '/x' }),
  ).toEqual([
    'PUBLIC_URL_FILE is not a known variable. Set PUBLIC_URL: only secrets can be read from files.',
    'TEMPORAL_TLS_CLIENT_KEY_DATA_FILE is not a known variable. Set TEMPORAL_TLS_CLIENT_KEY_PATH to the path of a file.',
    'FRONT_API_TOKN_FILE is not a known variable. Did you mean FRONT_API_TOKEN_FILE?',
  ]);
});

test("falls back to Temporal's variables for the workers' version", () => {
  const folder = configFolder();
  const version = (env: Record<string, string>) => loadConfig({ ...requiredVariables, ...env }, folder).version;
  const temporals = { TEMPORAL_DEPLOYMENT_NAME: 'calls/callthread', TEMPORAL_WORKER_BUILD_ID: 'v1-4-3f2a' };
  expect(version(temporals)).toEqual({ deploymentName: 'calls/callthread', buildId: 'v1-4-3f2a' });
  expect(version({ ...temporals, CALLTHREAD_BUILD_ID: '1.4.0' })).toEqual({
    deploymentName: 'calls/callthread',
    buildId: '1.4.0',
  });
  expect(version({ ...temporals, CALLTHREAD_DEPLOYMENT_NAME: 'ours' })).toMatchObject({ deploymentName: 'ours' });
  expect(version({ TEMPORAL_DEPLOYMENT_NAME: 'calls/callthread' })).toBeNull();
  expect(loadDeploymentName(temporals)).toBe('calls/callthread');
  expect(loadDeploymentName({})).toBe('callthread');
  expect(problemLines({ TEMPORAL_WORKER_BUILD_ID: 'v 1' })).toEqual([
    expect.stringMatching(/^TEMPORAL_WORKER_BUILD_ID: "v 1" is not a valid build id\. /),
  ]);
});

test('does not change the given environment', () => {
  const folder = configFolder();
  writeFileSync(join(folder, 'plugin'), plugin);
  const env = { ...requiredVariables, FRONT_PLUGIN_SECRET_FILE: join(folder, 'plugin') };
  const before = { ...env };
  loadConfig(env, folder);
  expect(env).toEqual(before);
});
