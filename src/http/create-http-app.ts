import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import { answerNotFound, answerProblem } from './middleware/problem.ts';
import { type AircallWebhookDeps, aircallWebhook } from './routes/aircall-webhook.ts';
import { healthz } from './routes/healthz.ts';
import { readyz } from './routes/readyz.ts';

export interface HttpAppDeps extends AircallWebhookDeps {
  ready: () => Promise<boolean>;
  /** Routes beyond the ingress's own (metrics, pages); asked after those, before the 404. */
  routers?: readonly Router[];
}

/** The service's HTTP side. All that it needs of the world is handed in. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const app = express();
  app.use(helmet());
  app.use(aircallWebhook(deps), healthz(), readyz(deps.ready), ...(deps.routers ?? []));
  app.use(answerNotFound);
  app.use(answerProblem(deps.log));
  return app;
}
