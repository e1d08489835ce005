import type { RequestHandler } from 'express';
import { RateLimit, type RateVerdict } from '../../../kit/rate-limit.ts';
import { requestPath } from '../../../kit/request-path.ts';
import { FrontError } from '../front-error.ts';

/** The company's limit: its headers are on every answer, its 429 says how long to wait. */
export function companyLimit(limit: RateLimit): RequestHandler {
  return (_request, response, next) => {
    const verdict = limit.take();
    response.set({
      'x-ratelimit-limit': String(verdict.limit),
      'x-ratelimit-remaining': String(verdict.remaining),
      'x-ratelimit-reset': String(verdict.resetSeconds),
    });
    if (!verdict.allowed) throw tooMany(verdict);
    next();
  };
}

/** Front's guard of single resources, independent of the company's limit; `x-front-tier` distinguishes it. */
export function resourceGuard(perSecond: number): RequestHandler {
  const limits = new Map<string, RateLimit>();
  return (request, _response, next) => {
    const key = /^\/(?:conversations|messages|inboxes)\/[^/]+/.exec(requestPath(request).path)?.[0];
    if (key !== undefined && perSecond > 0) {
      const limit = limits.get(key) ?? new RateLimit(perSecond, 1000);
      limits.set(key, limit);
      const verdict = limit.take();
      if (!verdict.allowed) throw tooMany(verdict, { 'x-front-tier': '2' });
    }
    next();
  };
}

function tooMany({ retryAfterSeconds }: RateVerdict, headers: Record<string, string> = {}): FrontError {
  const message = `Rate limit exceeded. Please retry in ${retryAfterSeconds} seconds.`;
  return new FrontError(429, message, undefined, { ...headers, 'retry-after': String(retryAfterSeconds) });
}
