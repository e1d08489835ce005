import { pino } from 'pino';
import { startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createOpenAudio } from '../../../src/adapters/aircall/audio.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { readPreferences } from '../../../src/config/preferences.ts';
import { callEventNames } from '../../../src/domain/call-event.ts';
import type { Preferences } from '../../../src/domain/settings.ts';
import { adminRoutes } from '../../../src/http/admin/routes.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import { listenHttp } from '../../../src/http/listen.ts';
import { pluginRoutes } from '../../../src/http/plugin/routes.ts';
import { frontWebhook } from '../../../src/http/webhooks/front.ts';
import { watchAnswers } from '../../openapi/watch-answers.ts';
import { adminControl } from '../admin/admin-control.ts';
import { parkedCall, sampleCalls, timezone } from '../admin/sample-calls.ts';
import { ledgerWith } from '../admin/serve-admin.ts';

export const secrets = {
  aircallWebhook: 'test-webhook-token-0001',
  frontWebhook: 'front-signing-key-0001',
  plugin: 'front-plugin-secret-0001',
  admin: 'admin-token-for-tests-0001',
};

export interface Everything {
  port: number;
  /** Every line of the log. */
  lines: string[];
  /** @throws Error when an answer was not as docs/openapi.yaml has it */
  close(): Promise<void>;
}

/** All that takes requests, on a real server, with a real ledger and a simulator of Aircall; only Temporal is made up. */
export async function serveEverything(): Promise<Everything> {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const aircall = await startAircallSimulator();
  const ledger = await ledgerWith(sampleCalls());
  const preferences = defaults();
  const web = { readEntry: async () => '<p>', readStylesheets: async () => [] };
  const asked = createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' });
  const common = { ledger, preferences, log };
  const app = createHttpApp({
    webhookTokens: [secrets.aircallWebhook],
    calls: { deliver: async () => 'accepted' },
    isOfInterest: ({ name }) => callEventNames.some((known) => known === name),
    unreadyReason: async () => null,
    routers: [
      frontWebhook({ webhookSecret: secrets.frontWebhook, archives: { notifyArchived: async () => true }, log }),
      pluginRoutes({ secret: secrets.plugin, web, aircall: asked, openAudio: createOpenAudio(aircall.url), ...common }),
      adminRoutes({
        adminToken: secrets.admin,
        secureCookies: false,
        ledger,
        calls: adminControl([parkedCall(1, 'FrontRejected')]),
        links: { front: null, aircall: null, temporalUi: null },
        readSummary: async () => null,
        language: 'en',
        timezone,
        version: '1.2.3',
        web: { ...web, router: () => {} } as never,
        log,
      }),
    ],
    log,
  });
  const watch = watchAnswers(app);
  const listener = await listenHttp(watch.app, 0, '127.0.0.1');
  return {
    port: listener.port,
    lines,
    async close() {
      await listener.close();
      await Promise.all([aircall.close(), ledger.close()]);
      watch.assertKept();
    },
  };
}

function defaults(): Preferences {
  const { preferences } = readPreferences('', 'callthread.yaml');
  if (preferences === null) throw new Error('an empty file has all defaults');
  return preferences;
}
