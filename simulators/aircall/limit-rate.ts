import type { RequestHandler } from 'express';
import type { RateLimit } from '../kit/rate-limit.ts';
import { refuse } from './refuse.ts';

/**
 * The company's limit. Aircall documents its three headers for answers given "when the rate limit has been reached", so no
 * other answer has them; `X-AircallApi-Reset` is in Unix seconds, and there is no `Retry-After`.
 */
export function limitRate(rateLimit: RateLimit): RequestHandler {
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
