import { type Request, type Response, Router } from 'express';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { type Language, textsIn } from '../texts/texts.ts';
import { type AdminSession, createAdminSession, pageHeaders } from './admin/auth.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { answerMethodNotAllowed, HttpProblem } from './problem.ts';

interface CallersDeps {
  /** null: there are no admin pages to lead to. */
  adminToken: string | null;
  secureCookies: boolean;
  ledger: Pick<Ledger, 'numberOfDigest'> | null;
  language: Language;
  /** For tests: UNIX milliseconds. */
  nowMs?: (() => number) | undefined;
}

/**
 * `GET /callers/:key`: what the link on a conversation opens. For a logged-in administrator the calls of that caller, for
 * everyone else a page that explains the conversation. The key is a digest, and the page is the same for every key.
 */
export function callersPage({ adminToken, secureCookies, ledger, language, nowMs }: CallersDeps): Router {
  const session = adminToken === null ? null : createAdminSession(adminToken, secureCookies, nowMs);
  const router = Router();
  router
    .route('/callers/:key')
    .get(pageHeaders(secureCookies), async (request: Request<{ key: string }>, response: Response) => {
      const { key } = request.params;
      if (!/^[0-9a-f]{32}$/.test(key)) {
        throw new HttpProblem({ status: 404, detail: 'There is nothing at this address.' });
      }
      if (await session?.isOpen(request.headers.cookie)) {
        // While the database is away the explanation is better than an error.
        const number = (await ledger?.numberOfDigest(key).catch(() => null)) ?? null;
        if (number !== null) {
          response.redirect(303, `/?search=${encodeURIComponent(number)}`);
          return;
        }
      }
      // A click in Front does not send the session's strict cookie; a request from this page does.
      if (session !== null && request.query['again'] === undefined) response.set('refresh', '0; url=?again');
      response.type('html').send(renderPage(language, session));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

function renderPage(language: Language, session: AdminSession | null): string {
  const { title, body, forAdmins } = textsIn(language).callerPage;
  const link = session === null ? '' : `<p><a href="/">${escapeHtml(forAdmins)}</a></p>`;
  return htmlPage({
    language,
    title,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p>${link}</main>`,
  });
}
