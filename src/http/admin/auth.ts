import { createHmac } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { jwtVerify, SignJWT } from 'jose';
import { HttpProblem } from '../problem.ts';
import { createTokenCheck, limitGuesses } from '../token-check.ts';

/** How long a person stays logged in, seconds. */
const sessionSeconds = 12 * 3600;
const audience = 'callthread-admin';

/** A login is a signed cookie, so the token itself is not stored anywhere. */
export interface AdminSession {
  /** @returns the `Set-Cookie` that starts a session */
  open(): Promise<string>;
  /** @returns the `Set-Cookie` that ends it */
  close(): string;
  /** @param cookieHeader as the browser sent it */
  isOpen(cookieHeader: string | undefined): Promise<boolean>;
}

/** @param adminToken source of the signing key: changing the token ends all sessions */
export function createAdminSession(adminToken: string, secure: boolean, nowMs: () => number = Date.now): AdminSession {
  // Browsers accept this prefix only over https and for this host alone.
  const name = secure ? '__Host-callthread' : 'callthread';
  const key = createHmac('sha256', adminToken).update('the session of an administrator').digest();
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return {
    async open() {
      const nowSeconds = Math.floor(nowMs() / 1000);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + sessionSeconds)
        .sign(key);
      return stringifySetCookie(name, token, { ...attributes, maxAge: sessionSeconds });
    },
    close: () => stringifySetCookie(name, '', { ...attributes, maxAge: 0 }),
    async isOpen(cookieHeader) {
      const token = parseCookie(cookieHeader ?? '')[name];
      if (token === undefined || token === '') return false;
      try {
        await jwtVerify(token, key, { algorithms: ['HS256'], audience, currentDate: new Date(nowMs()) });
        return true;
      } catch {
        return false;
      }
    },
  };
}

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

/** @returns null without one: a browser also sends the `Basic` credentials of a proxy, beside the session's cookie */
function bearerOf(authorization = ''): string | null {
  if (!/^bearer\b/i.test(authorization)) return null;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Requires the session's cookie or the token; changes must also come from our own pages. */
export function adminAuth(adminToken: string, session: AdminSession): RequestHandler[] {
  return [
    ...requireAdmin(adminToken, session),
    (request, _response, next) => {
      if (!safeMethods.has(request.method)) requireSameOrigin(request);
      next();
    },
  ];
}

/**
 * Refuses requests that another site's page makes a browser send, by `Sec-Fetch-Site`. Browsers omit it on plain http,
 * where `Origin` must match the requested host. Programs other than browsers send neither.
 * @throws {HttpProblem} 403
 */
export function requireSameOrigin(request: Request): void {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else {
    const origin = request.get('origin');
    if (origin === undefined || hostOf(origin) === request.get('host')) return;
  }
  throw new HttpProblem({
    status: 403,
    detail: "Another site's page sent this request. Use Callthread's own pages, or a program other than a browser.",
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** @returns headers for the pages and their API: no foreign content, no frames, no caching */
export function pageHeaders(secure: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          connectSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: secure,
      // With no-referrer, browsers would send the login form with `Origin: null`.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('cache-control', 'no-store');
      next();
    },
  ];
}
