import { createHmac } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { jwtVerify, SignJWT } from 'jose';

/** How long a person stays logged in, seconds. */
const sessionSeconds = 12 * 3600;
const audience = 'callthread-admin';

/** Who has shown the token once carries a signed cookie, so that the token itself is kept nowhere. */
export interface AdminSession {
  /** @returns the `Set-Cookie` of a session that begins now */
  open(): Promise<string>;
  /** @returns the `Set-Cookie` that ends it */
  close(): string;
  /** @param cookieHeader as the browser sent it */
  isOpen(cookieHeader: string | undefined): Promise<boolean>;
}

/** @param adminToken what the signing key is made of: with another token all sessions are over */
export function createAdminSession(adminToken: string, secure: boolean, nowMs: () => number = Date.now): AdminSession {
  // A name with this prefix is believed by browsers only when it was set by https, for this host alone.
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
