import { describe, expect, it, onTestFinished } from 'vitest';
import { createJsonCodec } from '../../src/adapters/temporal/encryption/json-codec.ts';
import { createAdminSession } from '../../src/http/admin/auth.ts';
import { codecRoutes } from '../../src/http/codec.ts';
import { aKey } from '../adapters/temporal/encryption/a-key.ts';
import { type Answer, readAnswer, serveApp } from './serve-app.ts';

const adminToken = 'admin-token-for-tests-0001';
const uiOrigin = 'http://127.0.0.1:8080';
const key = aKey('k1');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const plain: Awaited<ReturnType<ReturnType<typeof createJsonCodec>['encode']>> = {
  payloads: [{ metadata: { encoding: base64('json/plain') }, data: base64('"Wilhelmina Brightwater"') }],
};

async function serve(origin: string | null = uiOrigin) {
  const router = codecRoutes({ codec: createJsonCodec([key]), adminToken, secureCookies: false, uiOrigin: origin });
  const { url, lines } = await serveApp({ routers: [router] });
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> =>
    await readAnswer(await fetch(`${url}/codec${path}`, { method: 'POST', ...init }));
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    await ask(path, {
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  onTestFinished(() => expect(lines.join()).not.toContain('Brightwater'));
  return { url, ask, post };
}

describe('the codec server', () => {
  it('encodes and decodes for Temporal, without caching', async () => {
    const { post } = await serve();
    const sealed = await post('/encode', plain, { 'x-namespace': 'default' });
    expect(sealed.status).toBe(200);
    expect(sealed.body).toMatchObject({
      payloads: [{ metadata: { encoding: base64('binary/encrypted'), 'encryption-key-id': base64('k1') } }],
    });
    const opened = await post('/decode', sealed.body);
    expect(opened.body).toEqual(plain);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect((await post('/decode', plain)).body).toEqual(plain);
    expect((await post('/decode', { payloads: [] })).body).toEqual({ payloads: [] });
  });

  it.each(['/encode', '/decode'])(
    'answers POST %s with 401 without login or token, even for the Web UI',
    async (path) => {
      const { ask } = await serve();
      const wrong = [{}, { authorization: 'Bearer wrong' }, { cookie: 'callthread=x' }, { authorization: 'Bearer' }];
      for (const headers of wrong) {
        const sent = { 'content-type': 'application/json', origin: uiOrigin, ...headers };
        const answer = await ask(path, { headers: sent, body: JSON.stringify(plain) });
        expect(answer.status).toBe(401);
        expect(JSON.stringify(answer.body)).not.toContain('payloads');
      }
    },
  );

  it('accepts the login cookie', async () => {
    const { ask } = await serve();
    const cookie = (await createAdminSession(adminToken, false).open()).split(';')[0] ?? '';
    const headers = { cookie, 'content-type': 'application/json', origin: uiOrigin };
    const answer = await ask('/decode', { headers, body: JSON.stringify(plain) });
    expect(answer.body).toEqual(plain);
    expect(answer.headers.get('access-control-allow-origin')).toBe(uiOrigin);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    const other = (await createAdminSession('another-token', false).open()).split(';')[0] ?? '';
    expect((await ask('/decode', { headers: { ...headers, cookie: other }, body: '{}' })).status).toBe(401);
  });

  it('allows browser requests only from the Web UI', async () => {
    const { ask } = await serve();
    const preflight = async (origin: string) =>
      await ask('/decode', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-namespace',
        },
      });
    const allowed = await preflight(uiOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/content-type.*x-namespace/);
    expect(allowed.headers.get('vary')).toMatch(/origin/i);
    for (const origin of [
      'http://127.0.0.1:8081',
      'https://127.0.0.1:8080',
      'null',
      'http://127.0.0.1:8080.evil.example',
    ]) {
      const refused = await preflight(origin);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('allows no browser requests if the address of the Web UI is unknown', async () => {
    const { post } = await serve(null);
    expect((await post('/decode', plain, { origin: uiOrigin })).status).toBe(403);
    expect((await post('/decode', plain)).status).toBe(200);
  });

  it('explains errors in a body without quoting it', async () => {
    const { post } = await serve();
    const detailOf = async (body: unknown): Promise<unknown> => {
      const answer = await post('/decode', body);
      expect(answer.status).toBe(400);
      return answer.body['detail'];
    };
    expect(await detailOf('{')).toContain('not JSON');
    expect(await detailOf([plain])).toMatch(/^body is not a codec server's request/);
    expect(await detailOf({ payloads: [{ metadata: { encoding: '###' }, data: '' }] })).toMatch(
      /^payloads\.0\.metadata\.encoding is not/,
    );
    const { payloads } = await createJsonCodec([aKey('k0')]).encode(plain);
    expect(await detailOf({ payloads })).toContain('with the key "k0", which CALLTHREAD_ENCRYPTION_KEYS does not have');
  });

  it("accepts only JSON, only by POST, up to Temporal's size limit", async () => {
    const { ask, post, url } = await serve();
    expect((await post('/decode', plain, { 'content-type': 'text/plain' })).status).toBe(415);
    const large = { payloads: [{ metadata: {}, data: 'A'.repeat(6_500_000) }] };
    expect((await post('/decode', large)).status).toBe(413);
    // Two, for the pattern that the answers are checked by overflows V8's stack at 5 MB in one string.
    const half = { metadata: {}, data: 'AAAA'.repeat(650_000) };
    expect((await post('/decode', { payloads: [half, half] })).status).toBe(200);
    const authorization = `Bearer ${adminToken}`;
    const read = await ask('/decode', { method: 'GET', headers: { authorization } });
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${url}/codec/other`, { method: 'POST', headers: { authorization } })).status).toBe(404);
  });

  it('limits wrong tokens, and always accepts the right one', async () => {
    const { ask, post } = await serve();
    const guess = async () => (await ask('/decode', { headers: { authorization: 'Bearer guess' } })).status;
    for (let nth = 0; nth < 50; nth += 1) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    expect((await post('/decode', { payloads: [] })).status).toBe(200);
  });
});
