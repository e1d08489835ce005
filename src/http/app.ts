import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import { healthz, readyz } from './probes.ts';
import { answerNotFound, answerProblem } from './problem.ts';
import { type AircallWebhookDeps, aircallWebhook, aircallWebhookPath } from './webhooks/aircall.ts';
import { frontWebhookPath } from './webhooks/front.ts';
import { type AroundWebhook, surroundWebhooks } from './webhooks/observe.ts';

export interface HttpAppDeps extends AircallWebhookDeps {
  ready: () => Promise<boolean>;
  /** Routes beyond the ingress's own (metrics, pages); asked after those, before the 404. */
  routers?: readonly Router[];
  /** What each webhook is taken in by, beyond the routes: a span, say. */
  aroundWebhook?: AroundWebhook | undefined;
}

/** The service's HTTP side. All that it needs of the world is handed in. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const app = express();
  app.use(helmet());
  if (deps.aroundWebhook) app.use([aircallWebhookPath, frontWebhookPath], surroundWebhooks(deps.aroundWebhook));
  app.use(aircallWebhook(deps), healthz(), readyz(deps.ready), ...(deps.routers ?? []));
  app.use(answerNotFound);
  app.use(answerProblem(deps.log));
  return app;
}
