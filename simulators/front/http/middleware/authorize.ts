import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { FrontError } from '../front-error.ts';

/** Lets only the bearer of the token through. */
export function authorize(token: string): RequestHandler {
  const expected = Buffer.from(`Bearer ${token}`);
  return (request, _response, next) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new FrontError(401, 'JSON web token is invalid or missing');
    }
    next();
  };
}

/** Middleware that leaves the types of a route's parameters alone. */
type ScopeGuard = (request: unknown, response: unknown, next: () => void) => void;

/** A guard for one scope, such as `contacts:read`; without a list the token has them all. */
export function scopeGuard(scopes: string[] | undefined): (scope: string) => ScopeGuard {
  return (scope) => (_request, _response, next) => {
    if (scopes !== undefined && !scopes.includes(scope)) {
      throw new FrontError(403, 'The token does not have the required scope', [scope]);
    }
    next();
  };
}
