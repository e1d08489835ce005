import { Router } from 'express';
import type { RateLimit } from '../kit/rate-limit.ts';
import type { AircallAccount } from './aircall-account.ts';
import { authenticate } from './authenticate.ts';
import { limitRate } from './limit-rate.ts';
import { callActionRoutes } from './routes/call-actions.ts';
import { callRoutes } from './routes/calls.ts';
import { companyRoutes } from './routes/company.ts';
import { dialRoutes } from './routes/dial.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** The API: everything needs the key and counts against the company's limit; unknown routes are 404, as in Aircall. */
export function apiRoutes(
  account: AircallAccount,
  key: { apiId: string; apiToken: string },
  rateLimit: RateLimit,
): Router {
  const routes = Router();
  routes.use(authenticate(key.apiId, key.apiToken), limitRate(rateLimit));
  routes.use('/v1', companyRoutes(account), callRoutes(account), callActionRoutes(account));
  routes.use('/v1', dialRoutes(account.state), webhookRoutes(account));
  routes.use(userRoutes(account));
  routes.use((_request, response) => {
    response.status(404).json({ message: 'Not Found' });
  });
  return routes;
}
