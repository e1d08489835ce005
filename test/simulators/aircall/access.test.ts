import { expect, test, vi } from 'vitest';
import { stopClock } from '../../kit/stop-clock.ts';
import { aircallClient } from './aircall-client.ts';
import { openSimulator } from './open-simulator.ts';

test('ping accepts the right key, and explains each refusal', async () => {
  const { simulator, request } = await openSimulator({ apiId: 'an-id', apiToken: 'a-token' });
  expect(await request('GET', '/v1/ping')).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  const bare = await fetch(`${simulator.url}/v1/ping`);
  expect([bare.status, await bare.json()]).toEqual([401, { message: 'Unauthorized' }]);
  const right = await aircallClient(simulator, 'an-id:a-token')('GET', '/v1/ping');
  expect(right).toMatchObject({ status: 200, body: { ping: 'pong' } });
});

test('unknown paths are 404, including the user lists of version 1', async () => {
  const { request } = await openSimulator();
  for (const path of ['/v1/users', '/v1/users/70001', '/v1/nothing', '/v3/users'])
    expect(await request('GET', path), path).toMatchObject({ status: 404, body: { message: 'Not Found' } });
  expect(await request('GET', '/v1/calls/1')).toMatchObject({ status: 404, body: { error: 'Not Found' } });
});

test('requests beyond the limit get 429 with three headers that no other answer has', async () => {
  stopClock('Date');
  const { request } = await openSimulator({ requestsPerMinute: 3 });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await request('GET', '/v1/ping'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[2]?.headers.get('x-aircallapi-remaining')).toBeNull();
  const { headers } = answers[3] ?? { headers: new Headers() };
  expect(headers.get('x-aircallapi-limit')).toBe('3');
  expect(headers.get('x-aircallapi-remaining')).toBe('0');
  expect(Number(headers.get('x-aircallapi-reset'))).toBe(Math.ceil((Date.now() + 60_000) / 1000));
  expect(headers.get('retry-after')).toBeNull();
  vi.advanceTimersByTime(60_000);
  expect((await request('GET', '/v1/ping')).status).toBe(200);
});

test("a wrong key does not use up the company's limit", async () => {
  const { simulator, request } = await openSimulator({ requestsPerMinute: 1 });
  const stranger = aircallClient(simulator, 'x:y');
  for (let count = 0; count < 3; count += 1) expect((await stranger('GET', '/v1/ping')).status).toBe(403);
  expect((await request('GET', '/v1/ping')).status).toBe(200);
});

test('bodies that are not JSON get 400', async () => {
  const { simulator } = await openSimulator();
  const headers = { authorization: `Basic ${btoa('test-id:test-token')}`, 'content-type': 'application/json' };
  const response = await fetch(`${simulator.url}/v1/webhooks`, { method: 'POST', headers, body: '{' });
  expect(response.status).toBe(400);
});

test('faults apply to requests and the journal records them, except for /_sim', async () => {
  const { simulator, request } = await openSimulator();
  simulator.faults.add({ path: '^/v1/company$', kind: 'status', status: 503, times: 1 });
  expect((await request('GET', '/v1/company?x=1')).status).toBe(503);
  expect((await request('GET', '/v1/company')).status).toBe(200);
  await fetch(`${simulator.url}/_sim/state`);
  expect(simulator.journal.entries).toMatchObject([
    { method: 'GET', path: '/v1/company', query: 'x=1', status: 503, fault: 'status' },
    { method: 'GET', path: '/v1/company', status: 200 },
  ]);
  expect(simulator.journal.entries).toHaveLength(2);
});
