import express, { type RequestHandler, Router } from 'express';
import { readJson } from '../body.ts';
import { apiDoor, createAdminSession, pageHeaders } from './auth.ts';
import { callsRoutes, meRoutes } from './calls.ts';
import { coverageRoutes } from './coverage.ts';
import type { AdminDeps } from './deps.ts';
import { pageRoutes } from './login.ts';
import { answerRoutes, parkedRoutes } from './parked.ts';
import { reportRoutes } from './report.ts';

const largestBody = '100kb';

/**
 * The administrator's pages at `/`, `/calls/:id`, `/parked`, `/coverage` and `/reports`, and their interface under
 * `/api`. Opened by the token, through the login form or as `Authorization: Bearer`; 401 else. Mount it only where a
 * token is configured, so that it is 404 elsewhere; the files of the pages come from `web.router`.
 */
export function adminPages(deps: AdminDeps): Router {
  const session = createAdminSession(deps.adminToken, deps.secureCookies, deps.nowMs);
  const router = Router();
  router.use(pageRoutes(deps, session));
  router.use(
    '/api',
    pageHeaders(deps.secureCookies),
    apiDoor(deps.adminToken, session),
    express.raw({ type: 'application/json', limit: largestBody }),
    readBody,
    meRoutes(deps),
    callsRoutes(deps),
    answerRoutes(deps),
    parkedRoutes(deps),
    coverageRoutes(deps),
    reportRoutes(deps),
  );
  return router;
}

/** A body that is left out asks for nothing in particular. */
const readBody: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  if (Buffer.isBuffer(body)) request.body = body.length === 0 ? {} : readJson(body);
  next();
};
