import { describe, expect, it, onTestFinished } from 'vitest';
import { readOwnOpenApi } from '../../openapi/own-openapi.ts';
import { sendRaw } from '../odd/send-raw.ts';
import { readAnswer } from '../serve-app.ts';
import { type AdminControl, adminControl } from './admin-control.ts';
import { parkedCall } from './sample-calls.ts';
import { type AdminServed, adminToken, serveAdmin } from './serve-admin.ts';

async function serve(): Promise<AdminServed & { control: AdminControl }> {
  const control = adminControl([parkedCall(1, 'FrontRejected'), parkedCall(2, 'FrontRejected')]);
  const served = await serveAdmin({ calls: control });
  onTestFinished(() => served.close());
  return { ...served, control };
}

/** By docs/openapi.yaml, which has every route. */
const documented = Object.entries(readOwnOpenApi().paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, { tags }]) => tags.includes('admin'))
    .map(([method]) => `${method.toUpperCase()} ${path.replace(/^\/api/, '').replace('{id}', '1')}`),
);
const everything = [...documented, 'GET /nothing'];
const changing = documented.flatMap((what) => /^POST (.+)/.exec(what)?.[1] ?? []);

describe('the admin API', () => {
  it('has documented routes, some of which change data', () => {
    expect([documented.length, changing.length]).toEqual([18, 6]);
  });

  it.each(everything)('answers %s with 401 and does nothing without the token', async (what) => {
    const { url, control } = await serve();
    const [method = '', path] = what.split(' ');
    const headers = [
      {},
      { authorization: 'Bearer wrong' },
      { authorization: `Basic ${adminToken}` },
      { cookie: 'callthread=x' },
    ];
    for (const wrong of headers) {
      const init = {
        method,
        headers: { 'content-type': 'application/json', ...wrong },
        ...(method === 'POST' ? { body: '{}' } : {}),
      };
      const answer = await readAnswer(await fetch(`${url}/api${path}`, init));
      expect(answer).toMatchObject({ status: 401, body: { title: 'Unauthorized', status: 401 } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect(control.answers).toEqual([]);
    expect(control.asked).toEqual([]);
  });

  it('accepts the right token, however many wrong ones the same address sends', async () => {
    const { url, get } = await serve();
    expect((await get('/me')).status).toBe(200);
    const guess = async () => (await fetch(`${url}/api/me`, { headers: { authorization: 'Bearer guess' } })).status;
    for (let nth = 0; nth < 50; nth += 1) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    expect((await get('/me')).status).toBe(200);
  });

  it.each(changing)('accepts only JSON at POST %s', async (path) => {
    const { post, control } = await serve();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post(path, '{"all":true}', { 'content-type': type })).status).toBe(415);
    expect(control).toMatchObject({ answers: [], asked: [] });
  });

  it("refuses requests from another site's page or a form", async () => {
    const { post, control } = await serve();
    expect((await post('/calls/1/retry', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('/calls/1/retry', {}, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post('/calls/1/retry', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/calls/1/retry', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    );
    expect((await post('/calls/1/retry', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect(control.answers).toEqual([]);
    expect((await post('/calls/1/retry', {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(control.answers).toHaveLength(1);
  });

  it('takes an absent body for an empty one only where its type is JSON', async () => {
    const { url, control } = await serve();
    const target = { port: Number(new URL(url).port), method: 'POST', path: '/api/calls/1/retry', body: null };
    const send = async (headers: Record<string, string>) =>
      await sendRaw({ ...target, headers: { authorization: `Bearer ${adminToken}`, ...headers } });
    const others = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'text/plain;application/json',
    ];
    expect(await send({})).toBe(415);
    for (const type of others) expect(await send({ 'content-type': type })).toBe(415);
    expect(await send({ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(control.answers).toEqual([]);
    expect(await send({ 'content-type': 'Application/JSON; charset=utf-8' })).toBe(200);
    expect(control.answers).toMatchObject([{ answer: { kind: 'retry', correction: {} } }]);
  });

  it.each(['{', 'null', '[]', '7', '{"inbox":7}', '{"inbox":""}', '{"inbox":" "}', '{"other":1}'])(
    'answers 400 to the body %s',
    async (body) => {
      const { post, control } = await serve();
      const answer = await post('/calls/1/retry', body);
      expect(answer.status).toBe(400);
      expect(answer.body['field']).toBe(body.includes('inbox') ? 'inbox' : body.includes('other') ? 'other' : 'body');
      expect(control.answers).toEqual([]);
    },
  );

  it('answers 413 to a body over 100 kB, and 405 to a wrong method', async () => {
    const { url, post } = await serve();
    expect((await post('/calls/1/retry', JSON.stringify({ inbox: 'x'.repeat(110_000) }))).status).toBe(413);
    const wrong = await fetch(`${url}/api/calls/1/retry`, { headers: { authorization: `Bearer ${adminToken}` } });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST');
  });
});

describe('the admin API without a ledger', () => {
  it.each(['/calls', '/choices', '/coverage?from=2026-01-01&to=2026-01-02', '/report?from=2026-01-01&to=2026-01-02'])(
    'answers %s with 503 and what to do',
    async (path) => {
      const { get } = await serve();
      const answer = await get(path);
      expect(answer.status).toBe(503);
      expect(answer.body['detail']).toContain('DATABASE_URL');
    },
  );

  it('still shows and answers parked calls', async () => {
    const { get, post } = await serve();
    expect((await get('/me')).body).toMatchObject({
      ledger: false,
      version: '1.2.3',
      timezone: 'Europe/Paris',
      today: '2026-03-02',
    });
    expect((await get('/parked')).body).toMatchObject({ total: 2, calls: [{ callId: 1, call: null }, { callId: 2 }] });
    expect((await get('/calls/1')).body).toMatchObject({ call: null, reached: true, progress: { running: true } });
    expect((await post('/parked/skip', { failure: 'FrontRejected' })).body).toEqual({
      answered: 2,
      passedOver: 0,
      more: false,
    });
  });
});
