import { randomBytes } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import { type Language, textsIn } from '../../texts/texts.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import { answerMethodNotAllowed } from '../problem.ts';
import { createTokenCheck, limitGuesses } from '../token-check.ts';
import type { PluginDeps } from './deps.ts';
import type { Sessions } from './session.ts';

/** Front's documentation on plugin security names these for `frame-ancestors`. */
export const frontHosts: readonly string[] = ['https://*.frontapp.com', 'https://*.frontapplication.com'];

const maxGuesses = 50;

/**
 * `GET /plugin?auth_secret=…`: the page, in a frame inside Front. The secret proves that Front made the frame, not who
 * looks at it. It appears in no answer and no log, and in no address that the page requests.
 */
export function pluginPage(deps: PluginDeps, sessions: Sessions): Router {
  const { web, preferences, log, frameAncestors = frontHosts } = deps;
  const { language, timezone } = preferences;
  const isRight = createTokenCheck([deps.secret]);
  const limit = limitGuesses({
    limit: maxGuesses,
    passes: (request) => {
      const given = secretOf(request);
      return given === null || isRight(given);
    },
    refuse: (_request, response) => {
      log.warn('too many wrong secrets at /plugin');
      response.status(429).type('html').send(refusalPage(language));
    },
  });
  const router = Router();
  router
    .route('/plugin')
    .all(pageHeaders(frameAncestors))
    .get(limit, async (request, response) => {
      if (!isRight(secretOf(request) ?? '')) {
        response.status(401).type('html').send(refusalPage(language));
        return;
      }
      const session = await sessions.sign({ teammate: null, openedAtSeconds: Math.floor(Date.now() / 1000) });
      const nonce = nonceOf(response);
      const page = await web.readEntry('plugin');
      response.type('html').send(fillPage(page, { nonce, session, language, timezone }));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** @returns null if absent, which is not a guess */
function secretOf(request: Request): string | null {
  const given = request.query['auth_secret'];
  return typeof given === 'string' ? given : null;
}

/** Lets only Front's hosts show a page in a frame. */
function pageHeaders(frameAncestors: readonly string[]): RequestHandler[] {
  const withNonce: RequestHandler = (_request, response, next) => {
    response.locals['nonce'] = randomBytes(16).toString('base64');
    // Older browsers would prefer it to frame-ancestors, and it cannot name hosts.
    response.removeHeader('x-frame-options');
    response.set('cache-control', 'no-store');
    next();
  };
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: [...frameAncestors],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: false,
    // Front shows the page in a frame of another origin.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
  });
  return [withNonce, policy as RequestHandler];
}

function nonceOf(response: Response): string {
  return String(response.locals['nonce']);
}

/** `GET /plugin` without a configured secret: no secret is right. Front's frame shows what to configure. */
export function pluginDisabled(language: Language, frameAncestors: readonly string[]): Router {
  const router = Router();
  router
    .route('/plugin')
    .all(pageHeaders(frameAncestors))
    .get((_request, response) => {
      response.status(401).type('html').send(refusalPage(language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** @returns the page for visitors without Front's secret: HTML without styles or scripts */
function refusalPage(language: Language): string {
  const { title, body } = textsIn(language).pluginApi.refused;
  return htmlPage({
    language,
    title,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p></main>`,
  });
}

interface PageFilling {
  nonce: string;
  session: string;
  language: Language;
  timezone: string;
}

/**
 * @param page HTML with `__NONCE__`, `__SESSION__`, `__LANGUAGE__` and `__TIMEZONE__` in attributes
 * @returns the HTML of one visit
 */
function fillPage(page: string, filling: PageFilling): string {
  return page.replace(/__(NONCE|SESSION|LANGUAGE|TIMEZONE)__/g, (_whole, name: string) =>
    escapeHtml(String(Reflect.get(filling, name.toLowerCase()))),
  );
}
