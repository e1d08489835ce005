import express, { type RequestHandler, Router } from 'express';
import { readJson } from '../body.ts';
import { adminAuth, createAdminSession, pageHeaders } from './auth.ts';
import { callbackRoutes } from './callbacks.ts';
import { callsRoutes, meRoutes } from './calls.ts';
import { coverageRoutes } from './coverage.ts';
import type { AdminDeps } from './deps.ts';
import { pageRoutes } from './login.ts';
import { answerRoutes, parkedRoutes } from './parked.ts';
import { reportRoutes } from './report.ts';

const maxBody = '100kb';

/**
 * The admin pages at `/`, `/calls/:id`, `/parked`, `/coverage`, `/reports` and `/callbacks`, and their API under `/api`. The token
 * gives access, through the login form or as `Authorization: Bearer`; otherwise 401. Mount it only if a token is
 * configured, so that it is 404 without one; `web.router` serves the pages' files.
 */
export function adminRoutes(deps: AdminDeps): Router {
  const session = createAdminSession(deps.adminToken, deps.secureCookies, deps.nowMs);
  const router = Router();
  router.use(pageRoutes(deps, session));
  router.use(
    '/api',
    pageHeaders(deps.secureCookies),
    adminAuth(deps.adminToken, session),
    express.raw({ type: 'application/json', limit: maxBody }),
    readBody,
    meRoutes(deps),
    callsRoutes(deps),
    answerRoutes(deps),
    parkedRoutes(deps),
    coverageRoutes(deps),
    reportRoutes(deps),
    callbackRoutes(deps),
  );
  return router;
}

/** An absent body is an empty request. */
const readBody: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  if (Buffer.isBuffer(body)) request.body = body.length === 0 ? {} : readJson(body);
  next();
};
