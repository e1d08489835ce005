import express from 'express';
import { adminRoutes } from '../kit/admin-routes.ts';
import { faultMiddleware } from '../kit/fault-middleware.ts';
import { Faults } from '../kit/faults.ts';
import { Journal } from '../kit/journal.ts';
import { journalMiddleware } from '../kit/journal-middleware.ts';
import { listen } from '../kit/listen.ts';
import { RateLimit } from '../kit/rate-limit.ts';
import { AircallAccount } from './aircall-account.ts';
import { type AircallSimulatorOptions, withDefaults } from './aircall-options.ts';
import type { AircallState, AircallWebhook } from './aircall-state.ts';
import { CallPlayer } from './call-player.ts';
import type { CallScript } from './call-script.ts';
import { aircallAdminRoutes } from './routes/admin.ts';
import { apiRoutes } from './routes/api-routes.ts';
import { insightCardPage } from './routes/insight-cards.ts';
import { mediaRoutes } from './routes/media.ts';
import { refuseBadJson } from './routes/refuse.ts';
import { createState } from './seed.ts';
import { addWebhook, type WebhookSeed } from './webhooks/add-webhook.ts';
import type { EventBody, WebhookDelivery } from './webhooks/webhook-delivery.ts';

/** A running simulator of Aircall: its API, its media storage, its webhooks, and the switches for tests. */
export interface AircallSimulator {
  url: string;
  state: AircallState;
  journal: Journal;
  faults: Faults;
  /** What was sent to webhooks, in order of the events; the same list as `state.deliveries`. */
  readonly deliveries: WebhookDelivery[];
  /** Registers a webhook with a token of one's own choice, without a request. */
  addWebhook: (seed: WebhookSeed) => AircallWebhook;
  /** @returns the call's id, once it is there; its events follow. Rejects for a script that cannot be played. */
  play: (script: CallScript) => Promise<number>;
  /** Resolves once all the script's events are delivered or given up. */
  endOf: (callId: number) => Promise<void>;
  /** Resolves once no call is played and no event is on its way. */
  settled: () => Promise<void>;
  /** The envelope that a webhook would carry now. `token` defaults to the first webhook's, else `test-webhook-token`. */
  eventBody: (callId: number, event: string, token?: string) => EventBody;
  close: () => Promise<void>;
}

/** Starts it on 127.0.0.1. */
export async function startAircallSimulator(options: AircallSimulatorOptions = {}): Promise<AircallSimulator> {
  const settings = withDefaults(options);
  const state = createState(settings.seeds);
  const account = new AircallAccount(state, settings);
  const player = new CallPlayer(account, settings);
  const journal = new Journal();
  const faults = new Faults();
  const rateLimit = new RateLimit(settings.requestsPerMinute, settings.windowMs);

  const app = express();
  app.disable('x-powered-by');
  app.use('/_sim', adminRoutes(journal, faults, reset), aircallAdminRoutes(account, player, eventBody));
  app.use(insightCardPage(account));
  app.use(journalMiddleware(journal), express.json(), faultMiddleware(faults));
  app.use(mediaRoutes(account));
  app.use(apiRoutes(account, settings, rateLimit));
  app.use(refuseBadJson);

  const listening = await listen(app, settings.port);
  account.links.baseUrl = listening.url;
  return {
    url: listening.url,
    state,
    journal,
    faults,
    get deliveries() {
      return state.deliveries;
    },
    addWebhook: (seed) => addWebhook(state, seed),
    play: async (script) => player.play(script),
    endOf: (callId) => player.endOf(callId),
    settled: () => account.settled(),
    eventBody,
    close,
  };

  function eventBody(callId: number, event: string, token?: string): EventBody {
    const call = state.calls.get(callId);
    if (call === undefined) throw new Error(`no such call: ${callId}`);
    const { resource, timestamp, data } = account.describe(call, event);
    const [webhook] = state.webhooks.values();
    return { resource, event, timestamp, token: token ?? webhook?.token ?? 'test-webhook-token', data };
  }

  function reset(): void {
    player.stop();
    account.stopDeliveries();
    rateLimit.clear();
    account.links.clockOffsetMs = 0;
    Object.assign(state, createState(settings.seeds));
  }

  async function close(): Promise<void> {
    player.stop();
    account.stopDeliveries();
    await listening.close();
    await account.settled();
  }
}
