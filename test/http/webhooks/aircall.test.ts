import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type IncomingMessage, request as sendRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callEventNames } from '../../../src/domain/call-event.ts';
import { readFixture } from '../../adapters/aircall/call-body.ts';
import { readAnswer, serveApp, token, webhook } from '../serve-app.ts';

const samples = readdirSync(new URL('../../fixtures/aircall/', import.meta.url)).map((file) =>
  file.replace('.json', ''),
);
const webhooks = samples.filter((name) => /^[a-g]\d/.test(name));
const restAnswers = samples.filter((name) => /^r\d/.test(name));

describe('a sample of what Aircall sends', () => {
  it('is there', () => {
    expect(webhooks).toHaveLength(27);
    expect(restAnswers).toHaveLength(4);
  });

  it.each(webhooks)('%s gets 200', async (name) => {
    const { post, delivered } = await serveApp();
    const body = readFixture(name);
    const wanted = callEventNames.some((known) => known === body['event']);
    expect(await post(body)).toMatchObject({ status: 200, body: { status: wanted ? 'accepted' : 'ignored' } });
    expect(delivered.map((event) => event.name)).toEqual(wanted ? [body['event']] : []);
  });

  it.each(restAnswers)('%s, which is not a webhook, gets 400', async (name) => {
    const { post, delivered } = await serveApp();
    expect(await post(readFixture(name))).toMatchObject({ status: 400, body: { field: 'event' } });
    expect(delivered).toEqual([]);
  });
});

describe('the token', () => {
  it.each(['first', 'second, and longer than the first'])('may be any of those configured: %s', async (given) => {
    const { post } = await serveApp({ webhookTokens: ['first', 'second, and longer than the first'] });
    expect(await post(webhook({ token: given }))).toMatchObject({ status: 200 });
  });

  it.each(['', 'first ', 'FIRST', 'firs', 'first,second', 'é'])('is wrong: %j', async (given) => {
    const { post, delivered, lines } = await serveApp({ webhookTokens: ['first', 'second'] });
    const answer = await post(webhook({ token: given }));
    expect(answer).toMatchObject({ status: 401, body: { title: 'Unauthorized', field: 'token' } });
    expect(delivered).toEqual([]);
    expect(lines.join('')).not.toContain('first');
  });

  it.each([[[]], [['']]])('is never right when none is configured: %j', async (webhookTokens) => {
    const { post } = await serveApp({ webhookTokens });
    expect(await post(webhook({ token: '' }))).toMatchObject({ status: 401 });
  });

  it.each([
    ['an unknown event', webhook({ token: 'x', event: 'call.invented' })],
    ['data that is wrong', webhook({ token: 'x', data: 'none' })],
  ])('comes before %s', async (_what, body) => {
    const { post } = await serveApp();
    expect(await post(body)).toMatchObject({ status: 401 });
  });

  it('is in no log line and no answer', async () => {
    const { post, lines } = await serveApp();
    const bodies = [
      webhook(),
      webhook({}, { id: null }),
      `{"token":"${token}`,
      `{"a":"${token}",}`,
      webhook({ token: [token] }),
    ];
    for (const body of bodies) expect(JSON.stringify((await post(body)).body)).not.toContain(token);
    expect(lines.length).toBeGreaterThanOrEqual(bodies.length);
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain('7946');
  });
});

describe('events of no interest', () => {
  it.each([
    ['an unknown one', { event: 'call.invented' }],
    ['one of another family', { event: 'user.created', resource: 'user' }],
    ['one whose data is not a call', { event: 'analytics.report_created', data: [] }],
    ['one without data to speak of', { event: 'call.created', data: null }],
    ['one named like a property', { event: 'constructor' }],
    ['one with milliseconds', { event: 'message.received', timestamp: 1796000000123, data: { id: 'b3f1' } }],
    ['one with a written time', { event: 'summary.created', timestamp: '2026-11-29T14:00:00.000Z' }],
    ['one with a fraction of a second', { event: 'number.opened', timestamp: 1796000000.25 }],
    ['one without a time', { event: 'call.brand_new', timestamp: undefined, data: 'call' }],
    ['one with a time of no known kind', { event: 'call.archived', timestamp: { at: [] }, resource: 7 }],
  ])('%s gets 200 and starts nothing', async (_what, changed) => {
    const { post, delivered, seen } = await serveApp();
    expect(await post(webhook(changed))).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(delivered).toEqual([]);
    expect(seen).toMatchObject([{ event: changed.event, outcome: 'ignored', status: 200 }]);
  });

  it('get 200 whatever else is in the body', async () => {
    const { post, delivered } = await serveApp();
    const names = fc.constantFrom('call.created', 'call.invented', 'message.received', 'summary.created', '', 'user.x');
    const rest = fc.dictionary(fc.constantFrom('timestamp', 'resource', 'data', 'other'), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(names, rest, async (event, changed) => {
        expect(await post({ ...changed, event, token })).toMatchObject({ status: 200, body: { status: 'ignored' } });
        expect(await post({ ...changed, event, token: 'x' })).toMatchObject({ status: 401 });
      }),
      { numRuns: 50 },
    );
    expect(delivered).toEqual([]);
  });

  it('are still refused with a wrong token', async () => {
    const { post } = await serveApp();
    const body = webhook({ event: 'message.received', timestamp: 'soon', data: 7, token: 'x' });
    expect(await post(body)).toMatchObject({ status: 401 });
  });

  it('include those of uninteresting lines', async () => {
    const { post, delivered } = await serveApp({ isOfInterest: ({ call }) => call?.line.id !== 50001 });
    expect(await post(webhook())).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(delivered).toEqual([]);
  });
});

describe('how a body comes', () => {
  it.each([
    'application/json; charset=utf-8',
    'text/plain',
    'application/vnd.aircall+json',
    'application/x-www-form-urlencoded',
    'nonsense',
  ])('does not depend on its content type: %s', async (type) => {
    const { post } = await serveApp();
    expect(await post(webhook(), { 'content-type': type })).toMatchObject({ status: 200 });
  });

  it('may be compressed, or begin with a byte order mark', async () => {
    const { post } = await serveApp();
    const text = JSON.stringify(webhook());
    expect(await post(gzipSync(text), { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
    expect(await post(`\uFEFF${text}`)).toMatchObject({ status: 200 });
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('is rejected with %s', async (method) => {
    const { url, delivered } = await serveApp();
    const answer = await readAnswer(await fetch(`${url}/webhooks/aircall`, { method }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(delivered).toEqual([]);
  });

  it('is too large above 5 MB, and above 1 MB where it does not say its length', async () => {
    const { post, delivered, seen, url } = await serveApp();
    const frame = JSON.stringify(webhook({ padding: '' })).length;
    const ofLength = (bytes: number): string => JSON.stringify(webhook({ padding: 'x'.repeat(bytes - frame) }));
    expect(await post(ofLength(5_000_000))).toMatchObject({ status: 200 });
    expect(await post(ofLength(5_000_001))).toMatchObject({ status: 413, body: { title: 'Payload Too Large' } });
    expect(await post(gzipSync('['.repeat(1_000_001)), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
    for (const [bytes, status] of [
      [1_000_000, 200],
      [1_000_001, 413],
    ] as const) {
      const body = new Blob([ofLength(bytes)]).stream();
      expect((await fetch(`${url}/webhooks/aircall`, { method: 'POST', body, duplex: 'half' })).status).toBe(status);
    }
    expect(delivered).toHaveLength(2);
    expect(seen.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'refused', 'accepted', 'refused']);
  });

  it('is put off while eight other large ones are on their way', async () => {
    const { post, url } = await serveApp();
    const large = JSON.stringify(webhook({ padding: 'x'.repeat(1_000_000) }));
    const held = Array.from({ length: 8 }, () => {
      const request = sendRequest(`${url}/webhooks/aircall`, {
        method: 'POST',
        headers: { 'content-length': large.length },
      });
      request.write(large.slice(0, 1000));
      return request;
    });
    await expect.poll(async () => (await post(large)).status, { timeout: 10_000 }).toBe(503);
    const putOff = await post(large);
    expect(putOff.headers.get('retry-after')).toBe('10');
    expect(await post(webhook())).toMatchObject({ status: 200 });
    const answers = held.map(async (request) => {
      request.end(large.slice(1000));
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode;
    });
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(await post(large)).toMatchObject({ status: 200 });
  });
});

describe('delivered again', () => {
  it('an event is delivered again: the workflow recognises it', async () => {
    const { post, delivered } = await serveApp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(webhook())));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(delivered).toHaveLength(10);
  });
});
