import express, { type Request, type Response, Router } from 'express';
import { type Language, textsIn } from '../../texts/texts.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import { answerMethodNotAllowed } from '../problem.ts';
import { createTokenCheck, limitGuesses } from '../token-check.ts';
import { type AdminSession, pageHeaders, requireSameOrigin } from './auth.ts';
import type { AdminDeps } from './deps.ts';

const maxGuesses = 10;
const maxForm = '10kb';

type PageDeps = Pick<AdminDeps, 'adminToken' | 'secureCookies' | 'language' | 'web' | 'log'>;

/** The pages; without a session, the login form with 401. */
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
      express.urlencoded({ extended: false, limit: maxForm }),
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

/** The pages' paths, in Express syntax. */
const pagePaths = ['/', '/calls/:id', '/parked', '/coverage', '/reports', '/callbacks'];

/** @returns the page to open after login: the requested one, never another site's */
function pageAfterLogin(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?:$|\?|(?:calls\/\d+|parked|callbacks|coverage|reports)(?:$|\?))/.test(asked))
    return '/';
  return /[^\x21-\x7e]|\\/.test(asked) ? '/' : asked;
}

/**
 * @returns whether the browser will keep a `Secure` cookie: the request came over https, directly or to a proxy that says
 * so, or has `Sec-Fetch-Site`, which browsers send only over https and to the same machine (W3C Fetch Metadata). All of
 * it can be forged: use it for hints, not for access.
 */
function keepsSecureCookies(request: Request): boolean {
  const asked = request.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase();
  return request.secure || asked === 'https' || request.get('sec-fetch-site') !== undefined;
}

interface LoginPage {
  language: Language;
  /** Addresses. */
  stylesheets: string[];
  /** What was wrong with the last attempt. */
  fault: 'wrong' | 'often' | null;
  /** Whether the browser will drop the session's cookie because the page did not come over https. */
  insecure: boolean;
  /** The page to open after login. */
  next: string;
}

/** @returns the login form as HTML; it works without scripts */
function renderLoginPage({ language, stylesheets, fault, insecure, next }: LoginPage): string {
  const text = textsIn(language).login;
  const describedBy = ['hint', ...(fault === null ? [] : ['fault']), ...(insecure ? ['insecure'] : [])].join(' ');
  const invalid = fault === null ? '' : ' aria-invalid="true"';
  const body = `<main class="login-card">
<h1>${text.heading}</h1>
<p class="muted">${text.lead}</p>
${fault === null ? '' : `<p class="notice notice-bad" role="alert" id="fault">${text[fault]}</p>`}
${insecure ? `<p class="notice notice-warn" id="insecure">${text.insecure}</p>` : ''}
<form method="post" action="/login">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="token">${text.label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus
  aria-describedby="${describedBy}"${invalid}>
<p class="hint" id="hint">${text.hint}</p>
<button class="button button-primary" type="submit">${text.submit}</button>
</form>
</main>`;
  return htmlPage({ language, title: text.title, stylesheets, bodyClass: 'login', body });
}
