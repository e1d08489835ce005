import type { RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';
import { createTokenCheck, limitGuesses } from '../token-check.ts';
import type { AdminSession } from './admin-session.ts';

const maxGuesses = 50;

/** @returns handlers that let in the session's cookie or the token: 401 otherwise, 429 after too many wrong tokens */
export function requireAdmin(adminToken: string, session: AdminSession): RequestHandler[] {
  const isToken = createTokenCheck([adminToken]);
  const limit = limitGuesses({
    limit: maxGuesses,
    passes: (request) => {
      const bearer = bearerOf(request.get('authorization'));
      return bearer === null || isToken(bearer);
    },
    refuse: () => {
      throw new HttpProblem({ status: 429, detail: 'Too many wrong tokens. Send CALLTHREAD_ADMIN_TOKEN.' });
    },
  });
  return [
    limit,
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
