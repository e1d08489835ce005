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

describe('a sample body from Aircall', () => {
  it('is one of 27 webhooks or 4 REST answers', () => {
    expect(webhooks).toHaveLength(27);
    expect(restAnswers).toHaveLength(4);
  });

  it.each(webhooks)('named %s gets 200', async (name) => {
    const { post, delivered } = await serveApp();
    const body = readFixture(name);
    const wanted = callEventNames.some((known) => known === body['event']);
    expect(await post(body)).toMatchObject({ status: 200, body: { status: wanted ? 'accepted' : 'ignored' } });
    expect(delivered.map((event) => event.name)).toEqual(wanted ? [body['event']] : []);
  });

  it.each(restAnswers)('named %s, which is not a webhook, gets 400', async (name) => {
    const { post, delivered } = await serveApp();
    expect(await post(readFixture(name))).toMatchObject({ status: 400, body: { field: 'event' } });
    expect(delivered).toEqual([]);
  });
});

describe('the token', () => {
  it.each(['first', 'second, and longer than the first'])('can be any configured one: %s', async (given) => {
    const { post } = await serveApp({ webhookTokens: ['first', 'second, and longer than the first'] });
    expect(await post(webhook({ token: given }))).toMatchObject({ status: 200 });
  });

  it.each(['', 'first ', 'FIRST', 'firs', 'first,second', 'é'])('is refused if wrong: %j', async (given) => {
    const { post, delivered, lines } = await serveApp({ webhookTokens: ['first', 'second'] });
    const answer = await post(webhook({ token: given }));
    expect(answer).toMatchObject({ status: 401, body: { title: 'Unauthorized', field: 'token' } });
    expect(delivered).toEqual([]);
    expect(lines.join('')).not.toContain('first');
  });

  it.each([[[]], [['']]])('is always refused if none is configured: %j', async (webhookTokens) => {
    const { post } = await serveApp({ webhookTokens });
    expect(await post(webhook({ token: '' }))).toMatchObject({ status: 401 });
  });

  it.each([
    ['an unknown event', webhook({ token: 'x', event: 'call.invented' })],
    ['invalid data', webhook({ token: 'x', data: 'none' })],
  ])('is checked before %s', async (_what, body) => {
    const { post } = await serveApp();
    expect(await post(body)).toMatchObject({ status: 401 });
  });

  it('appears in no log line and no answer', async () => {
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
    ['an unknown event', { event: 'call.invented' }],
    ['an event of another family', { event: 'user.created', resource: 'user' }],
    ['an event whose data is not a call', { event: 'analytics.report_created', data: [] }],
    ['an event without data', { event: 'call.created', data: null }],
    ['an event named like an object property', { event: 'constructor' }],
    ['an event timed in milliseconds', { event: 'message.received', timestamp: 1796000000123, data: { id: 'b3f1' } }],
    ['an event with a textual time', { event: 'summary.created', timestamp: '2026-11-29T14:00:00.000Z' }],
    ['an event timed in fractions of a second', { event: 'number.opened', timestamp: 1796000000.25 }],
    ['an event without a time', { event: 'call.brand_new', timestamp: undefined, data: 'call' }],
    ['an event with an unreadable time', { event: 'call.archived', timestamp: { at: [] }, resource: 7 }],
  ])('include %s, which gets 200 and starts nothing', async (_what, changed) => {
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

  it('include those of lines of no interest', async () => {
    const { post, delivered } = await serveApp({ isOfInterest: ({ call }) => call?.line.id !== 50001 });
    expect(await post(webhook())).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(delivered).toEqual([]);
  });
});

describe('a request body', () => {
  it.each([
    'application/json; charset=utf-8',
    'text/plain',
    'application/vnd.aircall+json',
    'application/x-www-form-urlencoded',
    'nonsense',
  ])('is accepted with any content type: %s', async (type) => {
    const { post } = await serveApp();
    expect(await post(webhook(), { 'content-type': type })).toMatchObject({ status: 200 });
  });

  it('can be compressed, or begin with a byte order mark', async () => {
    const { post } = await serveApp();
    const text = JSON.stringify(webhook());
    expect(await post(gzipSync(text), { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
    expect(await post(`\uFEFF${text}`)).toMatchObject({ status: 200 });
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('is refused with the method %s', async (method) => {
    const { url, delivered } = await serveApp();
    const answer = await readAnswer(await fetch(`${url}/webhooks/aircall`, { method }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(delivered).toEqual([]);
  });

  const ofLength = (bytes: number, changed: Record<string, unknown> = {}): string => {
    const frame = JSON.stringify(webhook({ ...changed, padding: '' })).length;
    return JSON.stringify(webhook({ ...changed, padding: 'x'.repeat(bytes - frame) }));
  };
  const aTranscript = { event: 'transcription.created', data: { call_id: 8000001 } };

  it('is refused above 1 MB', async () => {
    const { post, delivered, seen } = await serveApp();
    expect(await post(ofLength(1_000_000))).toMatchObject({ status: 200 });
    const tooLarge = [
      ofLength(1_000_001),
      ofLength(2_000_000, { token: 'x' }),
      ofLength(2_000_000, { event: 'call.invented' }),
      ofLength(2_000_000, { event: 7 }),
      '['.repeat(2_000_000),
      gzipSync('['.repeat(1_000_001)),
    ];
    for (const body of tooLarge) {
      const headers = typeof body === 'string' ? {} : { 'content-encoding': 'gzip' };
      expect(await post(body, headers)).toMatchObject({ status: 413, body: { title: 'Payload Too Large' } });
    }
    expect(delivered).toHaveLength(1);
    expect(seen.map(({ outcome }) => outcome)).toEqual(['accepted', ...tooLarge.map(() => 'refused')]);
  });

  it('of a note is refused above 5 MB, and above 1 MB if it does not declare its length', async () => {
    const { post, url } = await serveApp();
    expect(await post(ofLength(5_000_000, aTranscript))).toMatchObject({ status: 200 });
    expect(await post(ofLength(5_000_001, aTranscript))).toMatchObject({ status: 413 });
    expect(await post(ofLength(2_000_000, { ...aTranscript, token: 'x' }))).toMatchObject({ status: 401 });
    for (const [bytes, status] of [
      [1_000_000, 200],
      [1_000_001, 413],
    ] as const) {
      const body = new Blob([ofLength(bytes, aTranscript)]).stream();
      expect((await fetch(`${url}/webhooks/aircall`, { method: 'POST', body, duplex: 'half' })).status).toBe(status);
    }
  });

  it('gets 503 if large while eight other large ones arrive', async () => {
    const { post, url } = await serveApp();
    const large = ofLength(1_000_001, aTranscript);
    const held = Array.from({ length: 8 }, () => {
      const request = sendRequest(`${url}/webhooks/aircall`, {
        method: 'POST',
        headers: { 'content-length': large.length },
      });
      request.write(large.slice(0, 1000));
      return request;
    });
    await expect.poll(async () => (await post(large)).status, { timeout: 120_000 }).toBe(503);
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

describe('a repeated webhook', () => {
  it('is delivered again, since the workflow recognises it', async () => {
    const { post, delivered } = await serveApp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(webhook())));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(delivered).toHaveLength(10);
  });
});
