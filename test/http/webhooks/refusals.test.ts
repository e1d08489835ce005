import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callBody } from '../../adapters/aircall/call-body.ts';
import { serveApp, token, webhook } from '../serve-app.ts';

/** A webhook as text, its call's id written as given: JSON.stringify would round or quote it. */
const withId = (id: string): string => JSON.stringify(webhook({}, { id: 'ID' })).replace('"ID"', id);
const notUtf8 = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);

describe('a call webhook', () => {
  it.each<[string, string | Uint8Array | Record<string, unknown>]>([
    ['body', ''],
    ['body', ' '],
    ['body', '{'],
    ['body', '{"event":"call.ended",}'],
    ['body', "{'event':1}"],
    ['body', `${JSON.stringify(webhook())}{}`],
    ['body', `token=${token}`],
    ['body', notUtf8],
    ['body', 'null'],
    ['body', '[]'],
    ['body', '"call.ended"'],
    ['body', '7'],
    ['body', '['.repeat(100_000)],
    ['body', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['event', '{}'],
    ['event', webhook({ event: undefined })],
    ['event', webhook({ event: 7 })],
    ['event', `{"__proto__":${JSON.stringify(webhook())}}`],
    ['timestamp', webhook({ timestamp: undefined })],
    ['timestamp', webhook({ timestamp: 'yesterday' })],
    ['token', webhook({ token: undefined })],
    ['token', webhook({ token: 7 })],
    ['token', webhook({ token: [token] })],
    ['data', webhook({ data: undefined })],
    ['data', webhook({ data: null })],
    ['data', webhook({ data: [] })],
    ['data', webhook({ data: 'call' })],
    ['data.id', webhook({ data: {} })],
    ['data.id', `{"event":"call.ended","timestamp":1,"token":"${token}","data":{"__proto__":{"id":1}}}`],
    ['data.id', withId('9007199254740993')],
    ['data.id', withId('"9007199254740993"')],
    ['data.id', withId('1e400')],
    ['data.id', withId('-8000001')],
    ['data.id', withId('8000001.5')],
    ['data.id', withId('"80.5"')],
    ['data.id', withId('null')],
    ['data.direction', webhook({}, { direction: 'sideways' })],
    ['data.started_at', webhook({}, { started_at: undefined })],
    ['data.started_at', webhook({}, { started_at: 1760000000000 })],
    ['data.comments.0', webhook({}, { comments: [[[[[]]]]] })],
    ['data.user.email', webhook({}, { user: { id: 1, email: {} } })],
  ])('is refused with 400 naming %s: %.60j', async (field, body) => {
    const { post, delivered, seen } = await serveApp();
    const answer = await post(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { type: 'about:blank', title: 'Bad Request', status: 400, field },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(delivered).toEqual([]);
    expect(seen).toMatchObject([{ outcome: 'refused', status: 400 }]);
  });

  it.each(['8000001', '"8000001"', '9007199254740991'])('is accepted with the id %s', async (id) => {
    const { post, delivered } = await serveApp();
    expect(await post(withId(id))).toMatchObject({ status: 200 });
    expect(delivered.map(({ call }) => call.id)).toEqual([Number(id.replaceAll('"', ''))]);
  });

  it('means the last value of a repeated key, for the token and the rest alike', async () => {
    const { post, delivered } = await serveApp();
    const twice = (first: string, second: string): string =>
      JSON.stringify(webhook({ token: second })).replace('{', `{"token":"${first}",`);
    expect(await post(twice('x', token))).toMatchObject({ status: 200 });
    expect(await post(twice(token, 'x'))).toMatchObject({ status: 401 });
    expect(delivered).toHaveLength(1);
  });

  it('is accepted with deeply nested data', async () => {
    const { post } = await serveApp();
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    expect(await post(JSON.stringify(webhook({}, { unknown: 'DEEP' })).replace('"DEEP"', deep))).toMatchObject({
      status: 200,
    });
  });
});

describe('an odd webhook', () => {
  const needed = ['id', 'direction', 'started_at'];
  const optional = Object.keys(callBody()).filter((key) => !needed.includes(key));

  it('is accepted with any optional keys absent or null', async () => {
    const { post } = await serveApp();
    const gone = fc.dictionary(fc.constantFrom(...optional), fc.constantFrom(null, undefined));
    await fc.assert(
      fc.asyncProperty(gone, async (changed) => {
        expect((await post(webhook({}, changed))).status).toBe(200);
      }),
    );
  });

  it('is accepted with unknown keys, which change nothing', async () => {
    const { post, delivered } = await serveApp();
    await post(webhook());
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string().map((key) => `x${key}`),
          fc.jsonValue(),
        ),
        async (unknown) => {
          expect((await post(webhook(unknown, unknown))).status).toBe(200);
          expect(delivered.at(-1)).toEqual(delivered[0]);
        },
      ),
    );
  });

  it('is accepted, or refused naming the field, for any other value, never 5xx', async () => {
    const { post, delivered } = await serveApp();
    const key = fc.constantFrom(...needed, ...optional);
    await fc.assert(
      fc.asyncProperty(key, fc.jsonValue(), async (name, value) => {
        const before = delivered.length;
        const { status, body } = await post(webhook({}, { [name]: value }));
        expect([200, 400]).toContain(status);
        expect(delivered.length - before).toBe(status === 200 ? 1 : 0);
        expect(status === 200 || String(body['field']).startsWith(`data.${name}`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with 400 if it is any other JSON, or any bytes', async () => {
    const { post, delivered } = await serveApp();
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), bytes), async (body) => {
        expect((await post(body)).status).toBe(400);
      }),
      { numRuns: 300 },
    );
    expect(delivered).toEqual([]);
  });
});
