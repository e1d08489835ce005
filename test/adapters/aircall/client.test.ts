import { describe, expect, it } from 'vitest';
import { type AircallClient, createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { HttpError, NoResponse, UnexpectedPayload } from '../../../src/adapters/http/errors.ts';
import { callBody, readFixture } from './call-body.ts';
import { type ScriptedAnswer, type SeenRequest, serveAnswer } from './scripted-server.ts';

const apiToken = '0123456789abcdef0123456789abcdef';

async function clientOf(
  answer: ScriptedAnswer,
  timeoutMs = 60_000,
): Promise<{ client: AircallClient; seen: SeenRequest[] }> {
  const { url, seen } = await serveAnswer(answer);
  return { client: createAircallClient({ apiUrl: `${url}/`, apiId: 'api-id', apiToken, timeoutMs }), seen };
}

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: unknown) => error,
  );
}

describe('getCall', () => {
  it('sends one authenticated request that includes the contact', async () => {
    const { client, seen } = await clientOf({ body: readFixture('r1-rest.get-call.response') });
    await client.getCall(8000001);
    expect(seen).toMatchObject([{ method: 'GET', path: '/v1/calls/8000001', query: { fetch_contact: 'true' } }]);
    const basic = Buffer.from(`api-id:${apiToken}`).toString('base64');
    expect(seen[0]?.headers).toMatchObject({ authorization: `Basic ${basic}`, 'content-type': 'application/json' });
  });

  it('returns the call and the addresses of its audio', async () => {
    const { client } = await clientOf({ body: readFixture('r1-rest.get-call.response') });
    expect(await client.getCall(8000001)).toMatchObject({
      call: {
        id: 8000001,
        callerName: 'Casey Caller',
        line: { e164: '+442079460101' },
        recordingReady: true,
        comments: [{ id: 40001 }],
        tags: [{ id: 30001, name: 'Billing' }],
      },
      media: {
        recordingUrl: expect.stringContaining('https://recordings.example.test/call-8000001-recording.mp3'),
        voicemailUrl: null,
        assetUrl: 'https://assets.aircall.io/calls/8000001/recording',
      },
    });
  });

  it('falls back to a short address', async () => {
    const call = callBody({ recording: undefined, recording_short_url: 'https://short.example.test/rec' });
    const { client } = await clientOf({ body: { call } });
    expect((await client.getCall(8000001))?.media.recordingUrl).toBe('https://short.example.test/rec');
  });

  it.each([400, 404, 405, 410, 422])('returns null for a call that Aircall does not have: %i', async (status) => {
    const { client } = await clientOf({ status, body: { error: 'Not Found' } });
    expect(await client.getCall(1)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['call: Invalid input: expected object, received string', { call: 'x' }],
    ['call.direction: Invalid option: expected one of "inbound"|"outbound"', { call: callBody({ direction: 'x' }) }],
  ])('reports the invalid part of a body: %s', async (detail, body) => {
    const { client } = await clientOf({ body });
    const error = await thrownBy(() => client.getCall(8000001));
    expect(error).toBeInstanceOf(UnexpectedPayload);
    expect(error).toMatchObject({ vendor: 'Aircall', operation: 'get-call', detail });
  });

  it.each(['<html>', '{"call": {"id": 8', ''])('treats an unreadable body as no response: %j', async (body) => {
    const { client } = await clientOf({ body });
    const error = await thrownBy(() => client.getCall(8000001));
    expect(error).toBeInstanceOf(NoResponse);
    expect(error).toMatchObject({ vendor: 'Aircall', operation: 'get-call', reason: 'unreadable', write: false });
  });
});

describe('listCalls', () => {
  const query = { fromSeconds: 1760000000, toSeconds: 1760003600, page: 1 };

  it('requests a page, oldest first', async () => {
    const { client, seen } = await clientOf({ body: readFixture('r2-rest.list-calls.response') });
    const page = await client.listCalls({ ...query, page: 3 });
    expect(page.calls.map(({ id }) => id)).toEqual([8000001]);
    expect(seen).toMatchObject([
      {
        path: '/v1/calls',
        query: {
          from: '1760000000',
          to: '1760003600',
          order: 'asc',
          page: '3',
          per_page: '50',
          fetch_contact: 'true',
        },
      },
    ]);
  });

  it.each([
    [
      { total: 51, next_page_link: 'https://api.aircall.io/v1/calls?page=2' },
      { nextPage: 2, total: 51 },
    ],
    [
      { total: 1, next_page_link: null },
      { nextPage: null, total: 1 },
    ],
    [undefined, { nextPage: null, total: null }],
  ])('reads %j as %j', async (meta, wanted) => {
    const { client } = await clientOf({ body: { calls: [callBody()], meta } });
    expect(await client.listCalls(query)).toMatchObject(wanted);
  });

  it('reports an invalid call and returns the others', async () => {
    const { client } = await clientOf({ body: { calls: [callBody({ started_at: 'x' }), callBody()] } });
    const page = await client.listCalls(query);
    expect(page.unreadable).toEqual(['calls.0.started_at: expected UNIX seconds']);
    expect(page.calls.map(({ id }) => id)).toEqual([8000001]);
  });
});

describe('listWebhooks', () => {
  const ours = {
    webhook_id: 'b3f1-9',
    url: 'https://calls.example.com',
    token: 'x',
    active: false,
    events: ['call.ended'],
  };

  it('leaves out those of other tools that cannot be read', async () => {
    const odd = [{ url: null }, { active: null }, { webhook_id: 7 }, { events: [7] }];
    const webhooks = [null, ...odd.map((changed) => ({ ...ours, ...changed })), ours, { ...ours, events: null }];
    const { client } = await clientOf({ body: { webhooks } });
    const { webhook_id: id, ...rest } = ours;
    expect(await client.listWebhooks()).toEqual([
      { id, ...rest },
      { id, ...rest, events: [] },
    ]);
  });
});

describe('ping', () => {
  it('accepts a pong and nothing else', async () => {
    await expect((await clientOf({ body: { ping: 'pong' } })).client.ping()).resolves.toBeUndefined();
    const error = await thrownBy(async () => (await clientOf({ body: {} })).client.ping());
    expect(error).toMatchObject({ name: 'UnexpectedPayload', operation: 'ping' });
  });
});

describe('an error response', () => {
  it.each([301, 401, 403, 408, 429, 500, 503])('is thrown as HttpError: %i', async (status) => {
    const { client } = await clientOf({ status, body: readFixture('r4-rest.dial-unavailable.405') });
    const error = await thrownBy(() => client.getCall(1));
    expect(error).toBeInstanceOf(HttpError);
    const detail = 'Method Not Allowed: The user is currently unavailable';
    expect(error).toMatchObject({ vendor: 'Aircall', operation: 'get-call', status, detail, retryAfterMs: null });
  });

  it('includes how long Aircall asks to wait', async () => {
    const resetSeconds = Math.ceil(Date.now() / 1000) + 600;
    const { client } = await clientOf({
      status: 429,
      headers: { 'X-AircallApi-Reset': String(resetSeconds) },
      body: {},
    });
    const error = await thrownBy(() => client.getCall(1));
    expect(error).toMatchObject({ retryAfterMs: expect.toSatisfy((ms: number) => ms > 480_000 && ms <= 601_000) });
  });

  it('never reveals a number, an address or a token', async () => {
    const body = {
      error: `${apiToken} is wrong`,
      message: 'ask ada@desk.example',
      troubleshoot: 'or +33 1 86 65 10 10',
    };
    const { client } = await clientOf({ status: 403, body });
    const error = await thrownBy(() => client.getCall(1));
    expect(error).toMatchObject({ detail: '••• is wrong: ask ••• or +33186•••10' });
  });
});

describe('a missing response', () => {
  it.each([
    ['hang', 'timeout', 200],
    ['cut', 'cut', 60_000],
  ] as const)('is thrown as NoResponse: %s', async (fault, reason, timeoutMs) => {
    const { client, seen } = await clientOf({ fault }, timeoutMs);
    const error = await thrownBy(() => client.getCall(1));
    expect(error).toBeInstanceOf(NoResponse);
    expect(error).toMatchObject({ vendor: 'Aircall', operation: 'get-call', reason, sent: true });
    // None, if the machine stalled for the whole time limit.
    expect(seen.length).toBeLessThan(2);
  });

  it('says that nothing was sent when the connection is refused', async () => {
    const client = createAircallClient({ apiUrl: 'http://127.0.0.1:1', apiId: 'a', apiToken });
    expect(await thrownBy(() => client.ping())).toMatchObject({ name: 'NoResponse', reason: 'refused', sent: false });
  });
});

it('sends at most sixty look-ups a minute across all workers', async () => {
  const { url, seen } = await serveAnswer({ body: readFixture('r1-rest.get-call.response') });
  const windowMs = 1_000;
  const clients = [0, 1].map(() =>
    createAircallClient({ apiUrl: url, apiId: 'api-id', apiToken }, { workers: () => 2, windowMs }),
  );
  const began = performance.now();
  await Promise.all(clients.flatMap((client) => Array.from({ length: 31 }, () => client.getCall(8000001))));
  expect(performance.now() - began).toBeGreaterThanOrEqual(windowMs);
  expect(seen).toHaveLength(62);
});

it('cancels a waiting look-up and sends the next one on schedule', async () => {
  const { url, seen } = await serveAnswer({ body: readFixture('r1-rest.get-call.response') });
  const windowMs = 1_000;
  let signal: AbortSignal | undefined;
  const pace = { workers: () => 60, windowMs, cancellation: () => signal };
  const client = createAircallClient({ apiUrl: url, apiId: 'api-id', apiToken }, pace);
  const began = performance.now();
  await client.getCall(8000001);
  const cancelled = new AbortController();
  ({ signal } = cancelled);
  const given = client.getCall(8000001);
  signal = undefined;
  const next = client.getCall(8000001);
  const reason = new Error('the worker stops');
  cancelled.abort(reason);
  await expect(given).rejects.toBe(reason);
  expect(seen).toHaveLength(1);
  await next;
  expect(performance.now() - began).toBeGreaterThanOrEqual(windowMs);
  expect(seen).toHaveLength(2);
});
