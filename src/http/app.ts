import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import { healthz, readyz } from './probes.ts';
import { answerNotFound, answerProblem } from './problem.ts';
import { type AircallWebhookDeps, aircallWebhook, aircallWebhookPath } from './webhooks/aircall.ts';
import { frontWebhookPath } from './webhooks/front.ts';
import { type AroundWebhook, surroundWebhooks } from './webhooks/observe.ts';

interface HttpAppDeps extends AircallWebhookDeps {
  /** Why webhooks cannot be stored; null when they can. */
  unreadyReason: () => Promise<string | null>;
  /** More routes (metrics, pages), tried after the ingress's own and before the 404. */
  routers?: readonly Router[];
  /** Wraps the handling of each webhook, in a span for example. */
  aroundWebhook?: AroundWebhook | undefined;
}

/** The service's HTTP side; everything it needs is passed in. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const app = express();
  app.use(helmet());
  if (deps.aroundWebhook) app.use([aircallWebhookPath, frontWebhookPath], surroundWebhooks(deps.aroundWebhook));
  app.use(aircallWebhook(deps), healthz(), readyz(deps.unreadyReason), ...(deps.routers ?? []));
  app.use(answerNotFound);
  app.use(answerProblem(deps.log));
  return app;
}
