import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminControl } from './admin-control.ts';
import { builtFolder } from './built-folder.ts';
import { type AdminServed, adminToken, serveAdmin } from './serve-admin.ts';

let secure: AdminServed;
let french: AdminServed;
let plain: AdminServed;
let remove: () => Promise<void>;
beforeAll(async () => {
  const built = await builtFolder();
  remove = built.remove;
  const common = { calls: adminControl([]), folder: built.folder };
  secure = await serveAdmin({ ...common, secureCookies: true });
  french = await serveAdmin({ ...common, secureCookies: true, language: 'fr' });
  plain = await serveAdmin(common);
});
afterAll(async () => {
  for (const served of [secure, french, plain]) await served.close();
  await remove();
});

const formAt = async ({ url }: AdminServed, headers: Record<string, string> = {}): Promise<string> =>
  await (await fetch(url, { headers })).text();
const logInAt = async ({ url }: AdminServed, token: string): Promise<string> =>
  await (await fetch(`${url}/login`, { method: 'POST', body: new URLSearchParams({ token }) })).text();

describe('the login form of an https service', () => {
  it('warns over http that the session will be dropped, and says what to do', async () => {
    for (const html of [await formAt(secure), await formAt(secure, { 'x-forwarded-proto': 'http' })]) {
      expect(html).toContain('Open it over https.');
      expect(html).toContain('aria-describedby="hint insecure"');
    }
    // The right token leads back to the form, as in a browser that has dropped the cookie; a wrong one stays on it.
    expect(await logInAt(secure, adminToken)).toContain('Open it over https.');
    const wrong = await logInAt(secure, 'wrong');
    expect(wrong).toContain('Open it over https.');
    expect(wrong).toContain('aria-describedby="hint fault insecure"');
    expect(await formAt(french)).toContain('Ouvrez-la en https.');
  });

  it.each([
    [{ 'x-forwarded-proto': 'https' }],
    [{ 'x-forwarded-proto': 'HTTPS, http' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('does not warn a request with %j', async (headers) => {
    const html = await formAt(secure, headers);
    expect(html).toContain('name="token"');
    expect(html).not.toContain('https');
  });

  it('does not warn on an http service', async () => {
    expect(await formAt(plain)).not.toContain('https');
  });
});
