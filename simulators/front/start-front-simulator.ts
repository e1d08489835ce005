import express from 'express';
import { adminRoutes } from '../kit/admin-routes.ts';
import { Faults } from '../kit/faults.ts';
import { Journal } from '../kit/journal.ts';
import { listen } from '../kit/listen.ts';
import { RateLimit } from '../kit/rate-limit.ts';
import { seededRandom } from '../kit/seeded-random.ts';
import { Background } from './background.ts';
import { type FrontBehaviour, strictBehaviour } from './front-behaviour.ts';
import type { FrontContext } from './front-context.ts';
import type { FrontSimulatorOptions } from './front-options.ts';
import { startFrontRules } from './front-rules.ts';
import { frontApi } from './http/front-api.ts';
import { pageRoutes } from './page/page-routes.ts';
import { simErrors } from './sim-errors.ts';
import { simRoutes } from './sim-routes.ts';
import { FrontState } from './state/front-state.ts';
import { type Delivery, startFrontWebhooks } from './webhooks/front-webhooks.ts';
import { type ChallengeResult, sendChallenge } from './webhooks/send-challenge.ts';

/** A Front company on this machine; `url` is both its API and, in a browser, its inbox. */
export interface FrontSimulator {
  url: string;
  /** Tests change it while the simulator runs; a reset puts it back. */
  behaviour: FrontBehaviour;
  state: FrontState;
  journal: Journal;
  faults: Faults;
  /** What became of each webhook; empty without `webhook`. */
  deliveries: Delivery[];
  /** Does what Front does when a webhook's address is saved. @throws Error without `webhook` */
  sendChallenge(): Promise<ChallengeResult>;
  /** Resolves when all imports, rules and webhook deliveries are done, and what came of them. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulator of Front on 127.0.0.1. @throws what `listen` throws, such as EADDRINUSE */
export async function startFrontSimulator(options: FrontSimulatorOptions = {}): Promise<FrontSimulator> {
  const { teammates, inboxes, tags, webhook } = options;
  const state = new FrontState({
    ...(teammates === undefined ? {} : { teammates }),
    ...(inboxes === undefined ? {} : { inboxes }),
    ...(tags === undefined ? {} : { tags }),
  });
  const [background, journal, faults] = [new Background(), new Journal(), new Faults()];
  const limit = new RateLimit(options.requestsPerMinute ?? 0, options.windowMs ?? 60_000);
  const random = seededRandom(options.seed ?? 1);
  const initial: FrontBehaviour = {
    ...strictBehaviour,
    ...(options.importDelayMs === undefined ? {} : { importDelayMs: options.importDelayMs }),
    ...options.behaviour,
  };
  const behaviour = structuredClone(initial);
  const nextDelayMs = () => behaviour.importDelayMs * (0.5 + random() / 2);
  const context: FrontContext = { options, behaviour, state, background, nextDelayMs, baseUrl: '' };
  if (options.frontRules === true) startFrontRules(state, background, nextDelayMs);
  const deliveries = webhook === undefined ? [] : startFrontWebhooks(context, webhook);
  const reset = () => {
    background.cancel();
    limit.clear();
    state.reset();
    Object.assign(behaviour, structuredClone(initial));
    deliveries.length = 0;
  };
  const app = express().disable('x-powered-by').disable('etag');
  app.use(pageRoutes(context));
  app.use('/_sim', adminRoutes(journal, faults, reset), express.urlencoded({ extended: false }), simRoutes(context));
  app.use('/_sim', simErrors);
  app.use(frontApi(context, { journal, faults, limit }));
  const listening = await listen(app, options.port ?? 0);
  context.baseUrl = listening.url;
  return {
    url: listening.url,
    behaviour,
    state,
    journal,
    faults,
    deliveries,
    sendChallenge: async () => {
      if (webhook === undefined) throw new Error('The Front simulator has no webhook to challenge');
      return await sendChallenge(webhook);
    },
    settled: () => background.settled(),
    close: async () => {
      background.cancel();
      await listening.close();
    },
  };
}
