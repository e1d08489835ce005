import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { adminControl } from './admin-control.ts';
import { builtFolder } from './built-folder.ts';
import { nowMs } from './sample-calls.ts';
import { type AdminOptions, type AdminServed, adminToken, serveAdmin } from './serve-admin.ts';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await builtFolder());
});
afterAll(() => remove());

async function serve(options: Partial<AdminOptions> = {}): Promise<AdminServed> {
  const served = await serveAdmin({ calls: adminControl([]), folder, ...options });
  onTestFinished(() => served.close());
  return served;
}

const logIn = async (
  url: string,
  token: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
) =>
  await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ token, ...more }),
  });
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0] ?? '';
const meWith = async (url: string, cookie: string): Promise<number> =>
  (await fetch(`${url}/api/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } })).status;

describe('the login form', () => {
  it.each(['/', '/calls/12', '/parked', '/coverage?from=2026-01-01', '/reports', '/callbacks'])(
    'answers %s with 401 before login, and leads back there afterwards',
    async (path) => {
      const { url } = await serve();
      const answer = await fetch(`${url}${path}`);
      const html = await answer.text();
      expect(answer.status).toBe(401);
      expect(html).toContain('name="token"');
      expect(html).toContain('href="/assets/index-abc.css"');
      expect(html).not.toContain('<script');
      const loggedIn = await logIn(url, adminToken, { next: path });
      expect(loggedIn.status).toBe(303);
      expect(loggedIn.headers.get('location')).toBe(path);
      const page = await fetch(`${url}${path}`, { headers: { cookie: cookieOf(loggedIn).split(';')[0] ?? '' } });
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('sets a strict cookie without the token, secure for an https service', async () => {
    const plain = cookieOf(await logIn((await serve()).url, adminToken));
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']) expect(plain).toContain(part);
    expect(plain).not.toContain('Secure');
    expect(plain).not.toContain(adminToken);
    const secure = cookieOf(await logIn((await serve({ secureCookies: true })).url, adminToken));
    expect(secure).toMatch(/^__Host-/);
    expect(secure).toContain('Secure');
  });

  it('works behind a proxy whose own Basic credentials the browser sends', async () => {
    const { url } = await serve();
    const [cookie = ''] = cookieOf(await logIn(url, adminToken)).split(';');
    const headers = { cookie, authorization: `Basic ${Buffer.from('ada:proxy').toString('base64')}` };
    expect((await fetch(`${url}/api/me`, { headers })).status).toBe(200);
  });

  it('ends the session after twelve hours, on a new token, when altered and on logout', async () => {
    const { url } = await serve();
    const cookie = cookieOf(await logIn(url, adminToken));
    expect(await meWith(url, cookie)).toBe(200);
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
    expect(await meWith(url, `${name}=${value.slice(0, -4)}AAAA`)).toBe(401);
    expect(await meWith(url, `${name}=`)).toBe(401);
    expect(await meWith((await serve({ adminToken: 'another-admin-token-0002' })).url, cookie)).toBe(401);
    expect(await meWith((await serve({ nowMs: () => nowMs + 12 * 3_600_000 - 1000 })).url, cookie)).toBe(200);
    expect(await meWith((await serve({ nowMs: () => nowMs + 12 * 3_600_000 + 1000 })).url, cookie)).toBe(401);
    const out = await fetch(`${url}/logout`, { method: 'POST', redirect: 'manual' });
    expect(out.status).toBe(303);
    expect(cookieOf(out)).toMatch(/^callthread=; Max-Age=0/);
  });

  it.each(['', 'wrong', `${adminToken}x`, adminToken.slice(1)])(
    'refuses the token "%s" with 401 and no cookie',
    async (token) => {
      const { url, lines } = await serve();
      const answer = await logIn(url, token);
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toContain('role="alert"');
      expect(lines.join('')).not.toContain(adminToken);
    },
  );

  it('answers the eleventh wrong token in five minutes with a slow 429, and always accepts the right one', async () => {
    const { url } = await serve();
    for (let nth = 0; nth < 12; nth += 1) expect((await logIn(url, adminToken)).status).toBe(303);
    for (let nth = 0; nth < 10; nth += 1) expect((await logIn(url, 'wrong')).status).toBe(401);
    const beganMs = performance.now();
    const refused = await logIn(url, 'wrong');
    expect(performance.now() - beganMs).toBeGreaterThan(900);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Too many wrong tokens');
    expect((await logIn(url, adminToken)).status).toBe(303);
    expect((await logIn(url, ` ${adminToken} `)).status).toBe(303);
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/login',
    '/calls/1"><script>',
    '/calls/x',
    'javascript:1',
  ])('never redirects to %s', async (next) => {
    const { url } = await serve();
    expect((await logIn(url, adminToken, { next })).headers.get('location')).toBe('/');
    const form = await (await logIn(url, 'wrong', { next })).text();
    expect(form).toContain('name="next" value="/"');
  });

  it("refuses submissions from another site's page", async () => {
    const { url } = await serve();
    expect((await logIn(url, adminToken, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await logIn(url, adminToken, {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await logIn(url, adminToken, {}, { origin: 'null' })).status).toBe(403);
    expect((await logIn(url, adminToken, {}, { origin: url })).status).toBe(303);
    expect((await logIn(url, adminToken, {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('uses the configured language, as does the page behind it', async () => {
    const { url } = await serve({ language: 'fr' });
    expect(await (await fetch(url)).text()).toContain('Se connecter');
    const cookie = cookieOf(await logIn(url, adminToken)).split(';')[0] ?? '';
    expect(await (await fetch(url, { headers: { cookie } })).text()).toContain('<html lang="fr"');
  });
});

describe('the pages', () => {
  it('allow no foreign content, frames or inline scripts', async () => {
    const { url } = await serve();
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('serve only their own files, which browsers cache for good', async () => {
    const { url } = await serve();
    const file = await fetch(`${url}/assets/index-abc.css`);
    expect(file.status).toBe(200);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${url}/assets/..%2fadmin%2findex.html`)).status).not.toBe(200);
    expect((await fetch(`${url}/assets/other.css`)).status).toBe(404);
    expect((await fetch(`${url}/assets`)).status).toBe(404);
  });

  it('explain what to do if they are not built', async () => {
    const { url } = await serve({ folder: join(folder, 'nowhere') });
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});
