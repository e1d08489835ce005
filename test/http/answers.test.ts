import { setTimeout as sleep } from 'node:timers/promises';
import express, { Router } from 'express';
import { describe, expect, it, vi } from 'vitest';
import { createTokenCheck } from '../../src/http/token-check.ts';
import { stopClock } from '../kit/stop-clock.ts';
import { readAnswer, serveApp, webhook } from './serve-app.ts';

describe('health', () => {
  it.each([
    ['/healthz', 'alive'],
    ['/readyz', 'ready'],
  ])('answers %s with %s', async (path, status) => {
    const { url } = await serveApp();
    const answer = await readAnswer(await fetch(`${url}${path}`));
    expect(answer).toMatchObject({ status: 200, body: { status } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['is missing', async () => 'Temporal is not reachable.'],
    ['cannot be checked', () => Promise.reject(new Error('broken'))],
  ])('answers /readyz with 503 when readiness %s', async (_how, unreadyReason) => {
    const { url } = await serveApp({ unreadyReason });
    const answer = await readAnswer(await fetch(`${url}/readyz`));
    expect(answer).toMatchObject({ status: 503, body: { status: 503, detail: 'Temporal is not reachable.' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it.each([true, false])(
    'checks readiness once for all requests within a second, also when ready is %s',
    async (is) => {
      stopClock('setTimeout');
      let asked = 0;
      const unreadyReason = async (): Promise<string | null> => {
        asked += 1;
        await sleep(200);
        return is ? null : 'no';
      };
      const { url } = await serveApp({ unreadyReason });
      const statuses = async () =>
        await Promise.all(Array.from({ length: 10 }, async () => (await fetch(`${url}/readyz`)).status));
      expect(new Set([...(await statuses()), ...(await statuses())])).toEqual(new Set([is ? 200 : 503]));
      vi.advanceTimersByTime(999);
      await statuses();
      expect(asked).toBe(1);
      vi.advanceTimersByTime(1);
      await statuses();
      expect(asked).toBe(2);
    },
  );

  it.each(['/healthz', '/readyz'])('allows only GET and HEAD for %s', async (path) => {
    const { url } = await serveApp();
    expect((await fetch(`${url}${path}`, { method: 'HEAD' })).status).toBe(200);
    const answer = await readAnswer(await fetch(`${url}${path}`, { method: 'POST' }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('an error', () => {
  it.each(['/', '/webhooks', '/webhooks/aircall/more', '/webhooks/front', '/__proto__'])(
    'is 404 at %s',
    async (path) => {
      const { url } = await serveApp();
      const answer = await readAnswer(await fetch(`${url}${path}`));
      expect(answer.body).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'There is nothing at this address.',
      });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    },
  );

  it('is 400 for an address that cannot be decoded', async () => {
    const items = Router().get('/items/:id', (_request, response) => void response.json({}));
    const { url } = await serveApp({ routers: [items] });
    const answer = await readAnswer(await fetch(`${url}/items/%E0%A4%A`));
    expect(answer).toMatchObject({ status: 400, body: { title: 'Bad Request', detail: 'Bad Request' } });
  });

  it('is 415 for an unknown compression', async () => {
    const { post } = await serveApp();
    expect(await post('x', { 'content-encoding': 'zip' })).toMatchObject({ status: 415 });
  });

  it('is 400 for a body that is not compressed as its header claims', async () => {
    const { post } = await serveApp();
    expect(await post(webhook(), { 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
  });

  it('is 500 if unexpected, with details only in the log', async () => {
    const broken = Router().get('/broken', () => {
      throw new Error('secret of the house');
    });
    const { url, lines } = await serveApp({ routers: [broken] });
    const answer = await readAnswer(await fetch(`${url}/broken?secret=1`));
    expect(answer).toMatchObject({ status: 500, body: { title: 'Internal Server Error' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(lines.join('')).toContain('secret of the house');
    expect(lines.join('')).not.toContain('secret=1');
  });

  it('closes the connection if half of the answer is sent', async () => {
    const half = Router().get('/half', (_request, response) => {
      response.write('half');
      throw new Error('too late');
    });
    const { url, lines } = await serveApp({ routers: [half] });
    await expect(fetch(`${url}/half`).then((response) => response.text())).rejects.toThrow('terminated');
    expect(lines.join('')).toContain('too late');
  });

  it('is 503 if Temporal fails, in any way', async () => {
    const deliver = () => Promise.reject(new TypeError('not stored'));
    const { post, lines } = await serveApp({ calls: { deliver } });
    const answer = await post(webhook());
    expect(answer).toMatchObject({ status: 503, body: { detail: expect.stringContaining('deliver it again') } });
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(lines.some((line) => line.includes('not stored') && line.includes('8000001'))).toBe(true);
  });
});

describe('every answer', () => {
  it('has security headers, and does not name the framework', async () => {
    const { url } = await serveApp();
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('can come from added routes, before the 404', async () => {
    const extra = Router().post('/extra', express.json(), (request, response) => void response.json(request.body));
    const { url } = await serveApp({ routers: [extra] });
    const init = { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } };
    expect(await readAnswer(await fetch(`${url}/extra`, init))).toMatchObject({ status: 200, body: { a: 1 } });
  });
});

describe('createTokenCheck', () => {
  it.each<[string[], string, boolean]>([
    [['a', 'b'], 'a', true],
    [['a', 'b'], 'b', true],
    [['a', 'b'], 'c', false],
    [['a', 'b'], 'ab', false],
    [['a', ''], '', false],
    [[], '', false],
    [['é'], 'é', true],
  ])('with %j accepts %j: %s', (tokens, given, right) => {
    expect(createTokenCheck(tokens)(given)).toBe(right);
  });
});
