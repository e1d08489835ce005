import { describe, expect, it } from 'vitest';
import type { Fault } from '../../simulators/kit/faults.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { contactOf } from './contact-of.ts';
import { openStage } from './stage.ts';

type Struck = Omit<Fault, 'path' | 'times'>;
type Kind =
  | 'RateLimited'
  | 'Unavailable'
  | 'OutcomeUnknown'
  | 'Unauthorized'
  | 'Rejected'
  | 'NotFound'
  | 'PayloadUnexpected';

const comment = {
  comment: { id: 1, content: 'Wants a refund', author: null, postedAtSeconds: 1_760_000_300 },
  conversationId: 'cnv_1',
  checkExisting: false,
};
const retried = new Set<Kind>(['RateLimited', 'Unavailable', 'OutcomeUnknown']);

const page = { status: 200, text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } };

/** Whether the kind differs for a read (here: the conversation) and a write (here: a comment); a refused read is no failure. */
const rows: Array<[what: string, fault: Struck, read: Kind | null, write: Kind]> = [
  ['401', { kind: 'status', status: 401 }, 'Unauthorized', 'Unauthorized'],
  ['403', { kind: 'status', status: 403 }, 'Unauthorized', 'Unauthorized'],
  ['400', { kind: 'status', status: 400 }, null, 'Rejected'],
  ['422', { kind: 'status', status: 422 }, null, 'Rejected'],
  ['a redirect', { kind: 'status', status: 302, headers: { location: '/login' } }, 'Unavailable', 'Unavailable'],
  ['410', { kind: 'status', status: 410 }, null, 'NotFound'],
  ['408', { kind: 'status', status: 408 }, 'Unavailable', 'Unavailable'],
  ['425', { kind: 'status', status: 425 }, 'Unavailable', 'Unavailable'],
  ['429', { kind: 'status', status: 429 }, 'RateLimited', 'RateLimited'],
  ['500', { kind: 'status', status: 500 }, 'Unavailable', 'OutcomeUnknown'],
  ['503', { kind: 'status', status: 503 }, 'Unavailable', 'OutcomeUnknown'],
  ['a connection that is cut', { kind: 'cut-before' }, 'Unavailable', 'OutcomeUnknown'],
  ['no answer in time', { kind: 'delay', delayMs: 900 }, 'Unavailable', 'OutcomeUnknown'],
  [
    'a body that is not as documented',
    { kind: 'status', status: 200, body: { id: 7 } },
    'PayloadUnexpected',
    'PayloadUnexpected',
  ],
  ['no body at all', { kind: 'status', status: 200 }, 'Unavailable', 'OutcomeUnknown'],
  [
    'half an answer',
    { kind: 'status', status: 200, text: '{"_links": {"self": "htt' },
    'Unavailable',
    'OutcomeUnknown',
  ],
  ['a proxy’s page', { kind: 'status', ...page }, 'Unavailable', 'OutcomeUnknown'],
];

describe.each(rows)('%s from Front', (_what, fault, read, write) => {
  it.each([
    ['to a read', read],
    ['to a write', write],
  ])(`%s is reported as Front%s`, async (which, kind) => {
    const stage = await openStage({ timeoutMs: fault.kind === 'delay' ? 300 : 10_000 });
    stage.strike(1, fault);
    const tags = { conversationId: 'cnv_1', add: ['billing'], remove: [] };
    const ask = async () =>
      kind === null
        ? await stage.attempt('changeTags', tags)
        : await stage.failureOf('changeTags', { ...tags, add: [] });
    const seen = which === 'to a read' ? await ask() : await stage.failureOf('addComment', comment);
    const advised: unknown = expect.arrayContaining([{ remedy: expect.stringMatching(/retry/) as unknown }]);
    expect(seen).toMatchObject(
      kind === null
        ? { added: [], removed: [] }
        : {
            type: `Front${kind}`,
            nonRetryable: !retried.has(kind),
            details: advised,
          },
    );
  });
});

describe('a failure', () => {
  it('is FrontNotFound when Front does not have the conversation', async () => {
    const stage = await openStage();
    expect(await stage.failureOf('addComment', comment)).toMatchObject({ type: 'FrontNotFound', nonRetryable: true });
  });

  it('is FrontUnavailable, not an unknown outcome, when Front cannot be reached', async () => {
    const stage = await openStage();
    await stage.front.close();
    expect(await stage.failureOf('addComment', comment)).toMatchObject({
      type: 'FrontUnavailable',
      nonRetryable: false,
    });
  });

  it.each([
    ['7', 7000],
    ['0.25', 250],
    ['soon', undefined],
  ])('takes the retry delay from a 429 with retry-after: %s', async (seconds, delayMs) => {
    const stage = await openStage();
    stage.strike(1, { kind: 'status', status: 429, headers: { 'retry-after': seconds } });
    expect((await stage.failureOf('addComment', comment)).nextRetryDelay).toBe(delayMs);
  });

  it("waits for the rate limit that Front's headers announce", async () => {
    const stage = await openStage({ front: { requestsPerMinute: 1, windowMs: 60_000 } });
    await stage.failureOf('addComment', comment);
    const failure = await stage.failureOf('addComment', comment);
    expect(failure.type).toBe('FrontRateLimited');
    expect(Number(failure.nextRetryDelay)).toBeGreaterThan(50_000);
  });

  it.each([400, 404, 410, 422])(
    'is not raised for a refused look-up (%d): the contact counts as not found',
    async (status) => {
      const stage = await openStage();
      stage.front.faults.add({ method: 'GET', path: '/contacts/', kind: 'status', status });
      expect(await stage.attempt('findOrCreateContact', contactOf(aCall()))).toMatchObject({ contact: 'created' });
    },
  );

  it('names the variable with a wrong token, but not the token', async () => {
    const stage = await openStage({ front: { token: 'another-token' } });
    const failure = await stage.failureOf('findOrCreateContact', contactOf(aCall()));
    expect(failure.type).toBe('FrontUnauthorized');
    expect(JSON.stringify(failure.details)).toContain('FRONT_API_TOKEN');
    expect(JSON.stringify([failure.message, failure.details])).not.toContain('front-test-token');
  });

  it("contains Front's reason without numbers, addresses or secrets", async () => {
    const stage = await openStage();
    const message = 'body.handle: +44 7700 900123 of cara@example.com is taken';
    const details = ['token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzY29wZXMiOlsicHJvdiJdfQ.c2ln is old'];
    const body = { _error: { status: 422, title: 'Unprocessable Entity', message, details } };
    stage.strike(1, { kind: 'status', status: 422, body });
    const failure = await stage.failureOf('addComment', comment);
    const reported = JSON.stringify([failure.message, failure.details]);
    expect(reported).toContain('Unprocessable Entity: body.handle');
    expect(reported).not.toMatch(/900123|900 ?123|cara@example|eyJhbGci/);
  });

  it("never contains the caller's name or number", async () => {
    for (const nth of [1, 2, 3]) {
      const stage = await openStage();
      stage.strike(nth, { kind: 'status', status: 403 });
      const failure = await stage.failureOf('findOrCreateContact', contactOf(aCall()));
      expect(JSON.stringify([failure.message, failure.details])).not.toMatch(/Cara|7700900123/);
    }
  });

  it.each<[number, string, boolean]>([
    [401, 'AircallUnauthorized', true],
    [403, 'AircallUnauthorized', true],
    [429, 'AircallRateLimited', false],
    [500, 'AircallUnavailable', false],
    [409, 'AircallRejected', true],
  ])('from Aircall (%d) is %s', async (status, type, nonRetryable) => {
    const stage = await openStage();
    stage.aircall.faults.add({ path: '', kind: 'status', status });
    const failure = await stage.failureOf('fetchCall', { callId: 1 });
    expect(failure).toMatchObject({ type, nonRetryable });
    expect(failure.details).toEqual([{ remedy: expect.stringContaining('Aircall') as unknown }]);
  });

  it.each([400, 404, 410, 422])('is not reported when Aircall refuses a look-up: %d', async (status) => {
    const stage = await openStage();
    stage.aircall.faults.add({ path: '', kind: 'status', status });
    expect(await stage.attempt('fetchCall', { callId: 1 })).toEqual({ status: 'gone' });
  });

  it('is retried, and the second attempt succeeds', async () => {
    const stage = await openStage();
    stage.strike(1, { kind: 'status', status: 503 });
    const done = await stage.untilDone('findOrCreateContact', contactOf(aCall({ agent: anAgent() })));
    expect(done).toMatchObject({ failures: ['FrontUnavailable'], result: { contact: 'created' } });
  });
});
