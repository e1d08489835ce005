import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { demoPreferences, serviceEnvironment, variablesFile } from '../../demo/service.ts';
import { loadConfig } from '../../src/config/config.ts';

test('gives the service the demo’s settings, not those of the environment', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-settings-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const preferencesFile = join(folder, 'callthread.yaml');
  await writeFile(preferencesFile, demoPreferences('fr'));
  const theirs = {
    PATH: '/bin',
    FRONT_API_TOKEN: 'a-real-token',
    FRONT_API_URL: 'https://front.example',
    DATABASE_URL: 'postgres://somebody@db.example/reports',
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    TEMPORAL_API_KEY: 'a-real-key',
    PUBLIC_URL: 'https://calls.example',
  };
  const environment = serviceEnvironment(theirs, {
    port: 4321,
    temporal: { address: '127.0.0.1:7000', namespace: 'default', uiUrl: 'http://127.0.0.1:7003' },
    frontUrl: 'http://127.0.0.1:7001',
    aircallUrl: 'http://127.0.0.1:7002',
    tokens: {
      front: 'front-token',
      aircall: 'aircall-token',
      webhook: 'webhook-token',
      admin: 'admin-token-of-the-demo',
      plugin: 'plugin-secret-of-the-demo',
    },
    preferencesFile,
    dataFolder: join(folder, 'data'),
  });
  expect(Object.values(environment).join(' ')).not.toMatch(/real|example/);
  expect(environment).toMatchObject({ PATH: '/bin', TEMPORAL_ADDRESS: '127.0.0.1:7000' });
  const written = parseEnv(variablesFile(environment));
  expect(environment).toMatchObject(written);
  expect(written).not.toHaveProperty('PATH');
  expect(loadConfig(written, folder)).toEqual(loadConfig(environment, folder));
  const config = loadConfig(environment, folder);
  expect(config.front).toMatchObject({
    apiUrl: 'http://127.0.0.1:7001',
    apiToken: 'front-token',
    pluginSecret: 'plugin-secret-of-the-demo',
  });
  expect(config).toMatchObject({ adminToken: 'admin-token-of-the-demo', temporalUiUrl: 'http://127.0.0.1:7003' });
  expect(config.preferences).toMatchObject({ language: 'fr', voicemail: { delayMs: 6_000 } });
  expect(config.preferences.agents).toEqual({ 'ada@phones.example': 'ada@desk.example' });
});
