import { expect, test } from 'vitest';
import { answered, openReceiver, openSimulator } from './open-simulator.ts';

async function openAdmin(options: Parameters<typeof openSimulator>[0] = {}) {
  const { simulator, request } = await openSimulator(options);
  const admin = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${simulator.url}/_sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
  return { simulator, request, admin };
}

test('a call can be played over HTTP, and its bodies read', async () => {
  const { simulator, request, admin } = await openAdmin({ seeds: { webhooks: [] } });
  const { status, body } = await admin('POST', '/calls', answered);
  expect(status).toBe(201);
  const id = Number(body['id']);
  await simulator.endOf(id);
  expect((await request('GET', `/v1/calls/${id}`)).status).toBe(200);
  const event = await admin('GET', `/calls/${id}/events/call.ended`);
  expect(event.body).toMatchObject({ event: 'call.ended', token: 'test-webhook-token', data: { id, duration: 208 } });
  expect(event.body).toEqual(simulator.eventBody(id, 'call.ended'));
  expect((await admin('GET', '/calls/1/events/call.ended')).status).toBe(404);
});

test('a script that cannot be played is refused with the reason', async () => {
  const { simulator, admin } = await openAdmin();
  const { ringSeconds: _, ...noRing } = answered;
  const refused = [
    [noRing, 'ringSeconds'],
    [{ ...answered, answeredBy: 1 }, 'answeredBy'],
    [{ ...answered, line: 1 }, 'no such line: 1'],
    [{ ...answered, agent: 2 }, 'no such agent: 2'],
    [{ ...answered, teams: [3] }, 'no such team: 3'],
    [{ ...answered, talkSeconds: undefined, transfer: { by: 70001, to: 70002, succeeds: true } }, 'talkSeconds'],
  ] as const;
  for (const [script, problem] of refused)
    expect(await admin('POST', '/calls', script)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(problem) },
    });
  await expect(simulator.play({ ...answered, line: 1 })).rejects.toThrow('no such line');
  expect(simulator.state.calls.size).toBe(0);
});

test('the state can be read as plain lists', async () => {
  const { admin } = await openAdmin();
  const { body } = await admin('GET', '/state');
  expect(body['users']).toHaveLength(4);
  expect(body).toMatchObject({ calls: [], dials: [], deliveries: [], company: { name: 'Example Ltd' } });
});

test('nonsensical changes are refused', async () => {
  const { admin } = await openAdmin();
  expect((await admin('POST', '/users/70001', { availability: 'asleep' })).status).toBe(400);
  expect((await admin('POST', '/users/1', { availability: 'offline' })).status).toBe(404);
  expect((await admin('POST', '/clock', { ms: -1 })).status).toBe(400);
});

test('a reset stops the calls and restores the seed', async () => {
  const receiver = await openReceiver();
  const seeds = { webhooks: [{ url: receiver.url, token: 'seeded' }] };
  const { simulator, request, admin } = await openAdmin({ seeds, timeScale: 1 });
  const id = await simulator.play(answered);
  await expect.poll(() => receiver.events()).toEqual(['call.created']);
  await request('POST', '/v1/users/70001/dial', { to: '+442079460900' });
  await admin('POST', '/users/70001', { availability: 'offline' });
  expect((await admin('POST', '/reset')).status).toBe(204);
  await simulator.endOf(id);
  await simulator.settled();
  expect(simulator.state).toMatchObject({ dials: [], deliveries: [], users: expect.any(Map) });
  expect(simulator.state.calls.size).toBe(0);
  expect(simulator.state.users.get(70001)?.availability).toBe('available');
  expect([...simulator.state.webhooks.values()]).toMatchObject([{ token: 'seeded', url: receiver.url }]);
});

test('closing during a call leaves nothing pending', async () => {
  const { simulator } = await openAdmin({ timeScale: 1 });
  simulator.addWebhook({ url: 'http://127.0.0.1:1/nobody' });
  const id = await simulator.play(answered);
  await simulator.close();
  await Promise.all([simulator.endOf(id), simulator.settled()]);
  expect(simulator.state.calls.get(id)?.status).toBe('initial');
});
