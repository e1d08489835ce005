import express, { type Request, type Response, Router } from 'express';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { createTokenCheck, limitGuesses } from '../token-check.ts';
import type { AdminDeps } from './admin-deps.ts';
import type { AdminSession } from './admin-session.ts';
import { keepsSecureCookies } from './keeps-secure-cookies.ts';
import { type LoginPage, renderLoginPage } from './login-page.ts';
import { pageHeaders } from './page-headers.ts';
import { pageAfterLogin, pagePaths } from './page-paths.ts';
import { requireSameOrigin } from './require-same-origin.ts';

const maxGuesses = 10;
const largestForm = '10kb';

type PageDeps = Pick<AdminDeps, 'adminToken' | 'secureCookies' | 'language' | 'web' | 'log'>;

/** The pages, or the login form in their place: 401 until somebody has shown the token. */
export function pageRoutes({ adminToken, secureCookies, language, web, log }: PageDeps, session: AdminSession): Router {
  const isToken = createTokenCheck([adminToken]);
  const router = Router();
  const headers = pageHeaders(secureCookies);

  router
    .route(pagePaths)
    .get(headers, async (request: Request, response: Response) => {
      if (!(await session.isOpen(request.headers.cookie))) {
        await answerLogin(request, response, 401, { fault: null, next: pageAfterLogin(request.originalUrl) });
        return;
      }
      const page = await web.readEntry('admin');
      response.type('html').send(page.replace(/<html lang="[^"]*"/, `<html lang="${language}"`));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  const limit = limitGuesses({
    limit: maxGuesses,
    passes: (request) => isToken(tokenOf(request)),
    async refuse(request, response) {
      log.warn('too many wrong tokens at the login form');
      await answerLogin(request, response, 429, { fault: 'often', next: nextOf(request) });
    },
  });
  router
    .route('/login')
    .get((_request, response) => {
      response.redirect(303, '/');
    })
    .post(
      headers,
      express.urlencoded({ extended: false, limit: largestForm }),
      limit,
      async (request: Request, response: Response) => {
        requireSameOrigin(request);
        const next = nextOf(request);
        if (!isToken(tokenOf(request))) {
          log.warn('a wrong token at the login form');
          await answerLogin(request, response, 401, { fault: 'wrong', next });
          return;
        }
        response.append('set-cookie', await session.open()).redirect(303, next);
      },
    )
    .all(answerMethodNotAllowed('GET, POST'));

  router
    .route('/logout')
    .post(headers, (request: Request, response: Response) => {
      requireSameOrigin(request);
      response.append('set-cookie', session.close()).redirect(303, '/');
    })
    .all(answerMethodNotAllowed('POST'));
  return router;

  async function answerLogin(
    request: Request,
    response: Response,
    status: 401 | 429,
    form: Pick<LoginPage, 'fault' | 'next'>,
  ): Promise<void> {
    const stylesheets = await web.readStylesheets('admin');
    const insecure = secureCookies && !keepsSecureCookies(request);
    if (status === 401) response.set('www-authenticate', 'Bearer realm="Callthread"');
    response
      .status(status)
      .type('html')
      .send(renderLoginPage({ language, stylesheets, insecure, ...form }));
  }
}

function nextOf(request: Request): string {
  return pageAfterLogin(fieldOf(request, 'next'));
}

function tokenOf(request: Request): string {
  return fieldOf(request, 'token').trim();
}

function fieldOf(request: Request, name: string): string {
  const value: unknown = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}
