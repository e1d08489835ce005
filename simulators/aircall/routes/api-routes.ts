import { type RequestHandler, Router } from 'express';
import type { RateLimit } from '../../kit/rate-limit.ts';
import type { AircallAccount } from '../aircall-account.ts';
import { callActionRoutes } from './call-actions.ts';
import { callRoutes } from './calls.ts';
import { companyRoutes } from './company.ts';
import { dialRoutes } from './dial.ts';
import { insightCardRoutes } from './insight-cards.ts';
import { refuse } from './refuse.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** The API: everything needs the key and counts against the company's limit; unknown routes are 404, as in Aircall. */
export function apiRoutes(
  account: AircallAccount,
  key: { apiId: string; apiToken: string },
  rateLimit: RateLimit,
): Router {
  const routes = Router();
  routes.use(authenticate(key.apiId, key.apiToken), limitRate(rateLimit));
  routes.use('/v1', companyRoutes(account), callRoutes(account), callActionRoutes(account), insightCardRoutes(account));
  routes.use('/v1', dialRoutes(account.state), webhookRoutes(account));
  routes.use(userRoutes(account));
  routes.use((_request, response) => {
    response.status(404).json({ message: 'Not Found' });
  });
  return routes;
}

/**
 * Basic authentication as Aircall's gateway does it (seen on the live API): 401 for no header at all, 403 for a
 * wrong key; 401 never means a wrong key.
 */
function authenticate(apiId: string, apiToken: string): RequestHandler {
  const expected = `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`;
  return (request, response, next) => {
    const given = request.get('authorization');
    if (given === expected) next();
    else if (given === undefined) response.status(401).json({ message: 'Unauthorized' });
    else response.status(403).json({ message: 'Forbidden' });
  };
}

/**
 * The company's limit. Aircall documents its three headers for answers given "when the rate limit has been reached", so no
 * other answer has them; `X-AircallApi-Reset` is in Unix seconds, and there is no `Retry-After`.
 */
function limitRate(rateLimit: RateLimit): RequestHandler {
  return (_request, response, next) => {
    const verdict = rateLimit.take();
    if (verdict.allowed) {
      next();
      return;
    }
    response.set({
      'X-AircallApi-Limit': String(verdict.limit),
      'X-AircallApi-Remaining': String(verdict.remaining),
      'X-AircallApi-Reset': String(verdict.resetSeconds),
    });
    refuse(response, 429, 'You have reached the rate limit of your company');
  };
}
