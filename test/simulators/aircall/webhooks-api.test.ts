import { expect, test } from 'vitest';
import type { Answer } from './aircall-client.ts';
import { openSimulator } from './open-simulator.ts';

interface Webhook {
  webhook_id: string;
  token: string;
  active: boolean;
  events: string[];
}
const webhookOf = ({ body }: Answer) => body['webhook'] as Webhook;
const url = 'https://hooks.example.com/aircall';
const events = ['call.ended', 'call.tagged'];

test('a webhook is created, read, listed and deleted', async () => {
  const { request } = await openSimulator();
  const created = await request('POST', '/v1/webhooks', { url, events, custom_name: 'Front logger' });
  expect(created.status).toBe(201);
  expect(created.body['webhook']).toEqual({
    webhook_id: expect.stringMatching(/^[\da-f-]{36}$/),
    direct_link: expect.stringContaining('https://api.aircall.io/v1/webhooks/'),
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    custom_name: 'Front logger',
    url,
    active: true,
    events,
    token: expect.stringMatching(/^[\da-f]{32}$/),
  });
  const path = `/v1/webhooks/${webhookOf(created).webhook_id}`;
  expect((await request('GET', path)).body).toEqual(created.body);
  expect((await request('GET', '/v1/webhooks')).body).toMatchObject({
    meta: { total: 1 },
    webhooks: [created.body['webhook']],
  });
  expect((await request('DELETE', path)).status).toBe(204);
  expect((await request('GET', path)).status).toBe(404);
  expect((await request('DELETE', path)).status).toBe(404);
});

test.each([{ url }, { url, events: [] }])('no events means all events: %j', async (body) => {
  const { request } = await openSimulator();
  const all = webhookOf(await request('POST', '/v1/webhooks', body)).events;
  expect(all).toHaveLength(67);
  expect(all).toEqual(expect.arrayContaining(['call.ended', 'user.created.v2', 'integration.deleted']));
});

test('an update without events subscribes to all of them, unless it adds or removes', async () => {
  const { request } = await openSimulator();
  const path = `/v1/webhooks/${webhookOf(await request('POST', '/v1/webhooks', { url, events })).webhook_id}`;
  const put = async (query: string, body: unknown) => webhookOf(await request('PUT', `${path}${query}`, body));
  expect((await put('?events_action=add', { active: false })).events).toEqual(events);
  expect((await put('?events_action=add', { events: ['call.commented'] })).events).toEqual([
    ...events,
    'call.commented',
  ]);
  expect((await put('?events_action=remove', { events: ['call.tagged'] })).events).toEqual([
    'call.ended',
    'call.commented',
  ]);
  expect((await put('', { events: ['call.hungup'] })).events).toEqual(['call.hungup']);
  const noisy = await put('', { active: true });
  expect(noisy.active).toBe(true);
  expect(noisy.events).toHaveLength(67);
});

test.each([
  { url: 'http://hooks.example.com/aircall' },
  { url: 'not an address' },
  { custom_name: 'no address' },
  { url, events: ['call.missed'] },
  { url, active: 'yes' },
])('refuses the webhook %j', async (body) => {
  const { simulator, request } = await openSimulator();
  expect(await request('POST', '/v1/webhooks', body)).toMatchObject({ status: 400, body: { error: 'Bad Request' } });
  expect(simulator.state.webhooks.size).toBe(0);
});

test('accepts plain http for this machine, where tests listen', async () => {
  const { request } = await openSimulator();
  for (const host of ['127.0.0.1', 'localhost'])
    expect((await request('POST', '/v1/webhooks', { url: `http://${host}:3000/x`, events })).status).toBe(201);
});

test('a company has at most a hundred webhooks', async () => {
  const { simulator, request } = await openSimulator();
  for (let count = 0; count < 99; count += 1) simulator.addWebhook({ url });
  expect((await request('POST', '/v1/webhooks', { url, events })).status).toBe(201);
  expect((await request('POST', '/v1/webhooks', { url, events })).status).toBe(400);
});
