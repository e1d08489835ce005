import { describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../../src/adapters/ledger/errors.ts';
import { createAdminSession } from '../../src/http/admin/auth.ts';
import { callersPage } from '../../src/http/callers.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { serveApp } from './serve-app.ts';

const number = '+33639981234';
const adminToken = 'admin-token-for-tests-0001';
const path = new URL(callerLinkFor(number)).pathname;
type CallersDeps = Parameters<typeof callersPage>[0];
const ledger: CallersDeps['ledger'] = { numberOfDigest: async (digest) => (path.endsWith(digest) ? number : null) };

async function open(given: Partial<CallersDeps> = {}, { loggedIn = false, at = path } = {}): Promise<Response> {
  const page = callersPage({ adminToken, secureCookies: false, ledger, language: 'en', ...given });
  const { url } = await serveApp({ routers: [page] });
  const cookie = (await createAdminSession(adminToken, false).open()).split(';')[0] ?? '';
  return await fetch(`${url}${at}`, { redirect: 'manual', headers: loggedIn ? { cookie } : {} });
}

describe('GET /callers/:key', () => {
  it('redirects a logged-in administrator to the calls of the caller', async () => {
    const answer = await open({}, { loggedIn: true });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/?search=%2B33639981234');
  });

  it('explains the conversation to everyone else, without the number', async () => {
    const answer = await open();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    const html = await answer.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('the phone calls of one caller, logged by Callthread');
    expect(html).not.toMatch(/\d{6}/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('looks the same for a known and an unknown caller', async () => {
    const unknown = new URL(callerLinkFor('+33600000000')).pathname;
    expect(await (await open({}, { at: unknown })).text()).toBe(await (await open()).text());
    const asAdmin = await open({}, { at: unknown, loggedIn: true });
    expect(asAdmin.status).toBe(200);
  });

  it.each<[string, CallersDeps['ledger']]>([
    ['there is no call table', null],
    ['the call table is away', { numberOfDigest: () => Promise.reject(new LedgerUnavailable('away')) }],
  ])('explains the conversation to administrators too if %s', async (_what, given) => {
    expect((await open({ ledger: given }, { loggedIn: true })).status).toBe(200);
  });

  it('reloads once to get the cookie that a click in Front does not send', async () => {
    expect((await open()).headers.get('refresh')).toBe('0; url=?again');
    expect((await open({}, { at: `${path}?again` })).headers.get('refresh')).toBeNull();
    expect((await open({}, { at: `${path}?again`, loggedIn: true })).status).toBe(303);
  });

  it('works without the admin pages, and then does not link to them', async () => {
    const answer = await open({ adminToken: null });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('refresh')).toBeNull();
    expect(await answer.text()).not.toContain('<a ');
    expect(await (await open()).text()).toContain('<a href="/">');
  });

  it('uses the configured language', async () => {
    const html = await (await open({ language: 'fr' })).text();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('les appels téléphoniques d’un même correspondant');
  });

  it.each(['/callers/', '/callers/x', `/callers/${encodeURIComponent(number)}`, `${path}0`])(
    'is 404 at %s',
    async (at) => {
      expect((await open({}, { at, loggedIn: true })).status).toBe(404);
    },
  );
});
