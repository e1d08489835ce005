import type { Express } from 'express';
import { pino } from 'pino';
import { connectTemporal } from '../../src/adapters/temporal/connection/client.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createServiceApp } from '../../src/service/web.ts';
import { configFolder } from '../config/config-folder.ts';
import { requiredVariables } from '../config/required-variables.ts';

/** What switches on all that is off by default. */
export const switches = {
  FRONT_WEBHOOK_SECRET: 'front-signing-key',
  FRONT_PLUGIN_SECRET: 'front-plugin-secret',
  CALLTHREAD_ADMIN_TOKEN: 'admin-token-for-tests',
  CALLTHREAD_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};

/** The app as `callthread start` makes it, with every feature switched on, and no backends. */
export function wholeApp(changed: Partial<Parameters<typeof createServiceApp>[0]> = {}): Express {
  return createServiceApp({
    config: loadConfig({ ...requiredVariables, ...switches }, configFolder()),
    client: connectTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' }, []),
    setup: { problem: () => null },
    namespace: 'default',
    calls: { deliver: async () => 'ignored' },
    ledger: null,
    watch: {
      metrics: { contentType: 'text/plain', text: async () => '' },
      onWebhook: () => {},
      onAnswered: () => {},
    },
    tracing: null,
    log: pino({ level: 'silent' }),
    ...changed,
  });
}
