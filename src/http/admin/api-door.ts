import type { RequestHandler } from 'express';
import type { AdminSession } from './admin-session.ts';
import { requireAdmin } from './require-admin.ts';
import { requireSameOrigin } from './require-same-origin.ts';

const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Lets in who carries the session's cookie or the token; what changes anything must come from our own pages. */
export function apiDoor(adminToken: string, session: AdminSession): RequestHandler[] {
  return [
    ...requireAdmin(adminToken, session),
    (request, _response, next) => {
      if (!readingMethods.has(request.method)) requireSameOrigin(request);
      next();
    },
  ];
}
