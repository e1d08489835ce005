import { type RequestHandler, Router } from 'express';
import { HttpProblem } from '../http-problem.ts';
import { createTokenCheck } from '../token-check.ts';
import type { AdminSession } from './admin-session.ts';
import { limitGuesses } from './limit-guesses.ts';
import { requireSameOrigin } from './require-same-origin.ts';

const guessesAllowed = 50;
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Lets in who carries the session's cookie or the token; what changes anything must come from our own pages. */
export function apiDoor(adminToken: string, session: AdminSession): Router {
  const isToken = createTokenCheck([adminToken]);
  const limit = limitGuesses(guessesAllowed, async () => {
    throw new HttpProblem({ status: 429, detail: 'Too many wrong tokens. Wait five minutes, then try again.' });
  });

  const requireLogin: RequestHandler = async (request, _response, next) => {
    const bearer = bearerOf(request.get('authorization'));
    const isAdmin = bearer === null ? await session.isOpen(request.headers.cookie) : isToken(bearer);
    if (!isAdmin) {
      throw new HttpProblem({
        status: 401,
        detail: 'Log in at /, or send "Authorization: Bearer" with CALLTHREAD_ADMIN_TOKEN.',
        headers: { 'www-authenticate': 'Bearer realm="Callthread"' },
      });
    }
    if (!readingMethods.has(request.method)) requireSameOrigin(request);
    next();
  };

  const router = Router();
  router.use((request, response, next) => {
    if (request.get('authorization') === undefined) next();
    else void limit(request, response, next);
  }, requireLogin);
  return router;
}

function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
