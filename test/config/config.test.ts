import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { configFolder } from './config-folder.ts';
import { requiredVariables } from './required-variables.ts';

test('fills in every default when only the required variables are set', () => {
  const folder = configFolder();
  expect(loadConfig(requiredVariables, folder)).toEqual({
    http: { port: 3000, workerPort: null, publicUrl: null },
    front: {
      apiUrl: 'https://api2.frontapp.com',
      apiToken: 'front-tok-1a2b3c',
      webhookSecret: null,
      pluginSecret: null,
    },
    aircall: {
      apiUrl: 'https://api.aircall.io',
      apiId: 'aircall-id-4d5e6f',
      apiToken: 'aircall-tok-7a8b9c',
      webhookTokens: ['hook-tok-0d1e2f'],
    },
    database: { url: null, dataDir: join(folder, 'data') },
    adminToken: null,
    encryptionKeys: [],
    temporalUiUrl: null,
    tracing: null,
    version: null,
    preferences: {
      language: 'en',
      timezone: 'Europe/Paris',
      front: { inbox: 'Aircall Phone', requestsPerMinute: 50 },
      lines: {},
      agents: {},
      calls: {
        'inbound-answered': 'open',
        'outbound-answered': 'open',
        'outbound-unanswered': 'open',
        voicemail: 'open',
        'ivr-abandoned': 'open',
        'out-of-hours': 'open',
        missed: 'open',
      },
      voicemail: { delayMs: 180_000, settleMs: 10_000, giveUpAfterMs: 86_400_000 },
      recordings: 'link',
      comments: 'answered',
      internalCalls: 'skip',
      tags: {},
      retention: { callsMs: null },
      card: { enabled: false, outbound: false, unknown: true },
      ai: { summary: true, topics: true, actionItems: true, sentiment: false, transcript: 'off', gatherMs: 60_000 },
      rules: [],
      callbacks: null,
    },
  });
});

test('reads every variable without the spaces, quotes and line breaks around it', () => {
  const config = loadConfig(
    {
      PORT: ' 8080 ',
      PUBLIC_URL: 'https://calls.example.com/front/',
      FRONT_API_URL: 'http://127.0.0.1:4001/',
      FRONT_API_TOKEN: '"front-tok"\r\n',
      FRONT_WEBHOOK_SECRET: "'front-signing-key'",
      FRONT_PLUGIN_SECRET: 'front-plugin-secret\n',
      AIRCALL_API_URL: 'http://127.0.0.1:4002',
      AIRCALL_API_ID: 'id',
      AIRCALL_API_TOKEN: '\tapi-tok',
      AIRCALL_WEBHOOK_TOKEN: 'one, two,,one,',
      DATABASE_URL: 'postgresql://u:p%40ss@db:5432/callthread?sslmode=require',
      CALLTHREAD_DATA: 'elsewhere',
      CALLTHREAD_CONFIG: ' ',
      CALLTHREAD_ADMIN_TOKEN: 'token-of-the-admin',
      CALLTHREAD_ENCRYPTION_KEYS: `k2:${Buffer.alloc(32, 2).toString('base64')}, k1:${Buffer.alloc(32, 1).toString('base64')}\n`,
    },
    '/srv/callthread',
  );
  expect(config).toMatchObject({
    http: { port: 8080, workerPort: null, publicUrl: 'https://calls.example.com/front' },
    front: {
      apiUrl: 'http://127.0.0.1:4001',
      apiToken: 'front-tok',
      webhookSecret: 'front-signing-key',
      pluginSecret: 'front-plugin-secret',
    },
    aircall: { apiUrl: 'http://127.0.0.1:4002', apiId: 'id', apiToken: 'api-tok', webhookTokens: ['one', 'two'] },
    database: {
      url: 'postgresql://u:p%40ss@db:5432/callthread?sslmode=require',
      dataDir: '/srv/callthread/elsewhere',
    },
    adminToken: 'token-of-the-admin',
    encryptionKeys: [{ id: 'k2' }, { id: 'k1' }],
  });
});

test('reports all problems of the environment and of the file at once', () => {
  const folder = configFolder({
    'callthread.yaml': 'language: english\n\nlines:\n  "+33186651010": { inbx: Support }\n',
  });
  const load = (): unknown => loadConfig({ ...requiredVariables, FRONT_API_TOKEN: '', PORT: 'http' }, folder);
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(
    [
      'The configuration has 4 problems:',
      '- PORT: "http" is not a port. Write a whole number up to 65535, for example 3000.',
      '- FRONT_API_TOKEN is missing. Create an API token in Front (Settings > Developers > API tokens) and set it here.',
      '- callthread.yaml:1 language: "english" is not known here. Write en or fr.',
      '- callthread.yaml:4 lines."+33186651010".inbx is not a known key. Did you mean "inbox"?',
    ].join('\n'),
  );
});

test('allows a missing webhook token only to commands that run before there is a webhook', () => {
  const { AIRCALL_WEBHOOK_TOKEN: _, ...others } = requiredVariables;
  const folder = configFolder();
  expect(loadConfig(others, folder, { webhookToken: false }).aircall.webhookTokens).toEqual([]);
  expect(loadConfig(requiredVariables, folder, { webhookToken: false }).aircall.webhookTokens).toHaveLength(1);
  expect(() => loadConfig(others, folder)).toThrow('AIRCALL_WEBHOOK_TOKEN is missing');
});

test('refuses a data folder that is a file, and accepts one that exists', () => {
  const folder = configFolder({ taken: '' });
  mkdirSync(join(folder, 'free'));
  expect(() => loadConfig({ ...requiredVariables, CALLTHREAD_DATA: 'taken' }, folder)).toThrow(
    'CALLTHREAD_DATA: "taken" is not a folder.',
  );
  expect(loadConfig({ ...requiredVariables, CALLTHREAD_DATA: 'free' }, folder).database.dataDir).toBe(
    join(folder, 'free'),
  );
});
