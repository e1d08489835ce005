import { afterAll, beforeAll, expect, it } from 'vitest';
import { frontWebhook } from '../../../src/http/webhooks/front.ts';
import { startTracing } from '../../../src/telemetry/start-tracing.ts';
import { type Served, serveApp, webhook } from '../../http/serve-app.ts';
import { frontEvent, secret, signed } from '../../http/webhooks/serve-front-webhook.ts';
import { keepLogLines } from '../log-lines.ts';
import { type Collector, startCollector } from './collector.ts';

const { logger: log } = keepLogLines();
/** The sender of call 499 does not wait for the answer. */
const gone = new AbortController();
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

/** Lets a webhook come. @returns what its span said */
async function spanOf(send: (served: Served) => Promise<unknown>): Promise<Record<string, unknown>> {
  collector.spans.length = 0;
  const url = `${collector.url}/v1/traces`;
  const tracing = startTracing({ url, protocol: 'http/json', headers: {}, serviceName: 'callthread', log });
  let ended = false;
  const served = await serveApp({
    aroundWebhook: (arrived, take) => {
      const over = tracing.aroundWebhook(arrived, take);
      return (...how) => {
        over(...how);
        ended = true;
      };
    },
    calls: {
      deliver: async ({ call }) => {
        if (call.id === 503) throw new Error('Temporal is away');
        if (call.id !== 499) return 'accepted';
        gone.abort();
        return await new Promise<never>(() => {});
      },
    },
    routers: [frontWebhook({ webhookSecret: secret, archives: { notifyArchived: async () => true }, log })],
  });
  await send(served);
  await expect.poll(() => ended).toBe(true);
  expect(await tracing.stop()).toBe(true);
  const [span] = collector.spans;
  if (span === undefined || collector.spans.length > 1) throw new Error(`${collector.spans.length} spans`);
  const { name, parentSpanId, status, attributes } = span;
  expect([parentSpanId, attributes['url.path']]).toEqual([undefined, name.split(' ')[1]]);
  return {
    name,
    failed: status.code === 2,
    code: attributes['http.response.status_code'],
    event: attributes['callthread.event'],
    outcome: attributes['callthread.outcome'],
    call: attributes['callthread.call_id'],
  };
}

const name = 'POST /webhooks/aircall';

it.each([
  [
    'is accepted',
    webhook({}, { id: 200 }),
    { failed: false, code: 200, event: 'call.ended', outcome: 'accepted', call: 200 },
  ],
  [
    'is of no interest',
    webhook({ event: 'contact.created', resource: 'contact' }),
    { failed: false, code: 200, event: 'other', outcome: 'ignored', call: undefined },
  ],
  [
    'has a wrong token',
    webhook({ token: 'x' }),
    { failed: false, code: 401, event: 'none', outcome: 'refused', call: undefined },
  ],
  [
    'cannot be stored',
    webhook({}, { id: 503 }),
    { failed: true, code: 503, event: 'call.ended', outcome: 'unavailable', call: 503 },
  ],
])('a span describes a webhook from Aircall that %s', async (_how, body, described) => {
  // A stranger's trace is not joined.
  const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  expect(await spanOf(({ post }) => post(body, headers))).toEqual({ name, ...described });
});

it('a span describes a webhook whose sender leaves before the answer', async () => {
  const body = JSON.stringify(webhook({}, { id: 499 }));
  const described = await spanOf(({ url }) =>
    fetch(`${url}/webhooks/aircall`, { method: 'POST', body, signal: gone.signal }).catch(() => {}),
  );
  expect(described).toEqual({ name, failed: true, code: undefined, event: undefined, outcome: undefined, call: 499 });
});

it.each([
  ['conversation_archived', 'accepted'],
  ['inbound_received', 'ignored'],
])('a span describes a webhook from Front: %s', async (type, outcome) => {
  const body = frontEvent(type);
  const described = await spanOf(({ url }) =>
    fetch(`${url}/webhooks/front`, { method: 'POST', body, headers: signed(body) }),
  );
  const event = type === 'conversation_archived' ? type : 'other';
  expect(described).toEqual({
    name: 'POST /webhooks/front',
    failed: false,
    code: 200,
    event,
    outcome,
    call: undefined,
  });
});

it('a span leaves out what a stranger adds to the path', async () => {
  const described = await spanOf(({ url }) => fetch(`${url}/webhooks/aircall/+442079460900?token=secret`));
  expect(described).toMatchObject({ name: 'GET /webhooks/aircall', code: 404, outcome: 'refused' });
});
