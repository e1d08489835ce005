import { expect, test } from 'vitest';
import { answered, missed, openReceiver, openSimulator } from './open-simulator.ts';

const endedOnly = { events: ['call.ended'] };

test('a delivery carries Aircall’s headers, and no signature', async () => {
  const { simulator } = await openSimulator();
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url, ...endedOnly });
  await simulator.endOf(await simulator.play(answered));
  expect(receiver.events()).toEqual(['call.ended']);
  const headers = receiver.received[0]?.headers ?? {};
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^axios\//),
    'aircall-origin': 'webhooks',
    'x-datadog-trace-id': expect.stringMatching(/^\d+$/),
  });
  expect(Object.keys(headers).filter((name) => name.includes('signature'))).toEqual([]);
});

test('every webhook gets its own token', async () => {
  const { simulator } = await openSimulator();
  const [one, two] = [await openReceiver(), await openReceiver()];
  simulator.addWebhook({ url: one.url, token: 'first' });
  simulator.addWebhook({ url: two.url, token: 'second', events: ['call.hungup'] });
  await simulator.endOf(await simulator.play(missed));
  expect(one.body('call.ended').token).toBe('first');
  expect(two.received.map(({ body }) => [body.event, body.token])).toEqual([['call.hungup', 'second']]);
});

test('call.ended follows call.hungup after 30 s of scaled time, whatever its timestamp', async () => {
  const { simulator } = await openSimulator({ timeScale: 0.01 });
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url, events: ['call.hungup', 'call.ended'] });
  await simulator.endOf(await simulator.play({ ...missed, ringSeconds: 1 }));
  // As they were sent: a busy machine may receive the first one late.
  const [hungup, ended] = simulator.deliveries;
  expect((ended?.attempts[0]?.atMs ?? 0) - (hungup?.attempts[0]?.atMs ?? 0)).toBeGreaterThan(250);
  expect((ended?.body.timestamp ?? 0) - (hungup?.body.timestamp ?? 0)).toBe(30);
});

test('any 2xx is a success; anything else is retried with the same body', async () => {
  const { simulator } = await openSimulator({ retryDelaysMs: [1000] });
  const receiver = await openReceiver((index) => [500, 302, 404, 204][index] ?? 200);
  simulator.addWebhook({ url: receiver.url, ...endedOnly });
  await simulator.endOf(await simulator.play(answered));
  expect(receiver.received).toHaveLength(4);
  expect(receiver.received[3]?.body).toEqual(receiver.received[0]?.body);
  expect(simulator.deliveries).toMatchObject([
    {
      event: 'call.ended',
      outcome: 'delivered',
      attempts: [{ status: 500 }, { status: 302 }, { status: 404 }, { status: 204 }],
    },
  ]);
});

test('a slow answer is a failure', async () => {
  const { simulator } = await openSimulator({ webhookTimeoutMs: 1000, retryDelaysMs: [0] });
  const receiver = await openReceiver((index) => (index === 0 ? null : 200));
  simulator.addWebhook({ url: receiver.url, ...endedOnly });
  await simulator.endOf(await simulator.play(answered));
  const [slow] = simulator.deliveries;
  expect(slow?.outcome).toBe('delivered');
  expect(slow?.attempts[0]?.status).toBe('timeout');
  expect(slow?.attempts[0]?.durationMs).toBeGreaterThanOrEqual(950);
  // On a stalled machine more answers than the first can be slow.
  expect(slow?.attempts.at(-1)?.status).toBe(200);
});

test('a missing receiver is a failure', async () => {
  const { simulator } = await openSimulator({ webhookTimeoutMs: 120_000, retryDelaysMs: [0] });
  simulator.addWebhook({ url: 'http://127.0.0.1:1/nobody', ...endedOnly });
  await simulator.endOf(await simulator.play(answered));
  const [unreachable] = simulator.deliveries;
  expect(unreachable?.outcome).toBe('given-up');
  expect(new Set(unreachable?.attempts.map(({ status }) => status))).toEqual(new Set(['unreachable']));
});

test('an event is given up after fifty retries, with the configured pauses', async () => {
  const { simulator } = await openSimulator({ timeScale: 0.001, retryDelaysMs: [100_000, 1000] });
  const receiver = await openReceiver(() => 503);
  simulator.addWebhook({ url: receiver.url, ...endedOnly });
  await simulator.endOf(await simulator.play(missed));
  expect(receiver.received).toHaveLength(51);
  expect((receiver.received[1]?.atMs ?? 0) - (receiver.received[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(95);
  expect(simulator.deliveries[0]?.outcome).toBe('given-up');
});

test('ten failures in a row disable the webhook and lose new events, until a retry succeeds', async () => {
  let broken = true;
  let id = '';
  const activeAtRequest: (boolean | undefined)[] = [];
  const { simulator, request } = await openSimulator({ retryDelaysMs: [200_000] });
  const receiver = await openReceiver(() => {
    activeAtRequest.push(simulator.state.webhooks.get(id)?.active);
    return broken ? 500 : 200;
  });
  id = simulator.addWebhook({ url: receiver.url, ...endedOnly }).id;
  const active = async () =>
    ((await request('GET', `/v1/webhooks/${id}`)).body['webhook'] as { active: boolean }).active;
  const first = await simulator.play(missed);
  await expect.poll(active).toBe(false);
  const lost = await simulator.play(missed);
  await simulator.endOf(lost);
  expect(simulator.deliveries.find(({ callId }) => callId === lost)).toMatchObject({
    outcome: 'skipped',
    attempts: [],
  });
  broken = false;
  await simulator.endOf(first);
  expect(await active()).toBe(true);
  const next = await simulator.play(missed);
  await simulator.settled();
  // The first ten requests came while it was active, the retries after them while it was not.
  expect(activeAtRequest.slice(0, 11)).toEqual([...Array.from({ length: 10 }, () => true), false]);
  expect(receiver.received.map(({ body }) => body.data['id'])).not.toContain(lost);
  expect(receiver.received.at(-1)?.body.data['id']).toBe(next);
});

test('a webhook disabled by hand stays off; PUT active enables either kind again', async () => {
  const { simulator, request } = await openSimulator();
  const receiver = await openReceiver();
  const { id } = simulator.addWebhook({ url: receiver.url, ...endedOnly });
  const put = (active: boolean) => request('PUT', `/v1/webhooks/${id}?events_action=add`, { active });
  await put(false);
  await simulator.endOf(await simulator.play(missed));
  expect(receiver.received).toEqual([]);
  await put(true);
  await simulator.endOf(await simulator.play(missed));
  expect(receiver.received).toHaveLength(1);
});

test('deleting a webhook gives up its pending deliveries', async () => {
  const { simulator, request } = await openSimulator({ retryDelaysMs: [500_000] });
  const receiver = await openReceiver(() => 500);
  const { id } = simulator.addWebhook({ url: receiver.url, ...endedOnly });
  const call = await simulator.play(missed);
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  await request('DELETE', `/v1/webhooks/${id}`);
  await simulator.endOf(call);
  expect(simulator.deliveries[0]?.outcome).toBe('given-up');
});

test('a burst of calls is delivered completely, and at once', async () => {
  // A busy machine may take longer than Aircall waits for one of 1,500 answers.
  const { simulator } = await openSimulator({ webhookTimeoutMs: 120_000 });
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url });
  for (let count = 0; count < 300; count += 1) await simulator.play(answered);
  await simulator.settled();
  expect(receiver.received).toHaveLength(300 * 5);
  expect(simulator.deliveries.every(({ attempts }) => attempts.length === 1)).toBe(true);
});

test('closing gives up pending deliveries', async () => {
  const { simulator } = await openSimulator();
  const receiver = await openReceiver(() => null);
  simulator.addWebhook({ url: receiver.url });
  for (let count = 0; count < 40; count += 1) await simulator.play(answered);
  await expect.poll(() => simulator.deliveries.length).toBe(200);
  await simulator.close();
  expect(simulator.deliveries.every(({ outcome }) => outcome === 'given-up')).toBe(true);
  expect(receiver.received.length).toBeLessThan(200);
});
