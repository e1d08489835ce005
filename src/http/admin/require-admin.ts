import type { RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';
import { createTokenCheck } from '../token-check.ts';
import type { AdminSession } from './admin-session.ts';
import { limitGuesses } from './limit-guesses.ts';

const guessesAllowed = 50;

/** @returns what lets in who carries the session's cookie or the token: 401 else, 429 after too many wrong tokens */
export function requireAdmin(adminToken: string, session: AdminSession): RequestHandler[] {
  const isToken = createTokenCheck([adminToken]);
  const limit = limitGuesses(guessesAllowed, async () => {
    throw new HttpProblem({ status: 429, detail: 'Too many wrong tokens. Wait five minutes, then try again.' });
  });
  return [
    (request, response, next) => {
      if (request.get('authorization') === undefined) next();
      else void limit(request, response, next);
    },
    async (request, _response, next) => {
      const bearer = bearerOf(request.get('authorization'));
      const isAdmin = bearer === null ? await session.isOpen(request.headers.cookie) : isToken(bearer);
      if (!isAdmin) {
        throw new HttpProblem({
          status: 401,
          detail: 'Log in at /, or send "Authorization: Bearer" with CALLTHREAD_ADMIN_TOKEN.',
          headers: { 'www-authenticate': 'Bearer realm="Callthread"' },
        });
      }
      next();
    },
  ];
}

function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
