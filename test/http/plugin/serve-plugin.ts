import { pino } from 'pino';
import type { AircallSimulatorOptions } from '../../../simulators/aircall/aircall-options.ts';
import { type AircallSimulator, startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createOpenAudio } from '../../../src/adapters/aircall/audio.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { readPreferences } from '../../../src/config/preferences.ts';
import type { Preferences } from '../../../src/domain/settings.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import type { WebAssets } from '../../../src/http/assets.ts';
import { listenHttp } from '../../../src/http/listen.ts';
import type { PluginDeps } from '../../../src/http/plugin/deps.ts';
import { pluginRoutes } from '../../../src/http/plugin/routes.ts';
import { watchAnswers } from '../../openapi/watch-answers.ts';

export const pluginSecret = 'front-plugin-secret-0001';

export interface PluginServed {
  url: string;
  aircall: AircallSimulator;
  /** Every line of the log. */
  lines: string[];
  close(): Promise<void>;
}

export interface PluginSettings {
  aircall?: AircallSimulatorOptions;
  preferences?: Partial<Preferences>;
  deps?: Partial<PluginDeps>;
  /** The built pages; without them the page is a few lines with its placeholders. */
  web?: WebAssets;
  /** By default none: an embedded one takes seconds to open. */
  ledger?: Ledger;
}

const barePage = '<html lang="__LANGUAGE__"><meta content="__SESSION__"><meta nonce="__NONCE__" title="__TIMEZONE__">';

/** The plugin's routes in the real app on a real server, with a simulator of Aircall. */
export async function servePlugin(settings: PluginSettings = {}): Promise<PluginServed> {
  const aircall = await startAircallSimulator(settings.aircall);
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const { web } = settings;
  const router = pluginRoutes({
    secret: pluginSecret,
    web: web ?? { readEntry: async () => barePage },
    aircall: createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token', timeoutMs: 60_000 }),
    openAudio: createOpenAudio(aircall.url),
    ledger: settings.ledger ?? null,
    preferences: { ...defaultPreferences(), ...settings.preferences },
    log,
    ...settings.deps,
  });
  const app = createHttpApp({
    webhookTokens: [],
    calls: { deliver: () => Promise.reject(new Error('no call is delivered in these tests')) },
    isOfInterest: () => false,
    unreadyReason: async () => null,
    routers: web === undefined ? [router] : [web.router, router],
    log,
  });
  const watch = watchAnswers(app);
  const listener = await listenHttp(watch.app, 0, '127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${listener.port}`,
    aircall,
    lines,
    async close() {
      await listener.close();
      await aircall.close();
      watch.assertKept();
    },
  };
}

function defaultPreferences(): Preferences {
  const { preferences } = readPreferences('', 'callthread.yaml');
  if (preferences === null) throw new Error('an empty file has all defaults');
  return preferences;
}
