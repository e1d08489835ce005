import { expect, test } from 'vitest';
import { openSimulator } from './open-simulator.ts';

test('users of version 2 are read as a list, by id, by e-mail, and with their lines', async () => {
  const { request } = await openSimulator();
  const { body } = await request('GET', '/v2/users?per_page=2');
  expect(body['meta']).toMatchObject({ count: 2, total: 4 });
  expect(body['users']).toMatchObject([
    { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
    { id: 70002 },
  ]);
  expect((body['users'] as object[])[0]).not.toHaveProperty('numbers');
  expect((await request('GET', '/v2/users/70002')).body['user']).toMatchObject({ name: 'Ben Backup' });
  expect((await request('GET', '/v2/users/anna.agent@example.com')).body['user']).toMatchObject({ id: 70001 });
  expect((await request('GET', '/v2/users/nobody@example.com')).status).toBe(404);
  expect((await request('GET', '/v2/users/70001/numbers')).body['numbers']).toHaveLength(5);
});

test('numbers, teams with their users, tags and the company can be read', async () => {
  const { request } = await openSimulator();
  const { body } = await request('GET', '/v1/numbers');
  expect((body['numbers'] as { country: string }[]).map(({ country }) => country)).toEqual([
    'GB',
    'GB',
    'FR',
    'US',
    'BE',
  ]);
  const { number } = (await request('GET', '/v1/numbers/50003')).body;
  expect(number).toMatchObject({ name: 'Support FR', digits: '+33 1 86 65 10 10', time_zone: 'Europe/Paris' });
  expect(number).not.toHaveProperty('e164_digits');
  expect((await request('GET', '/v1/numbers/1')).status).toBe(404);
  expect((await request('GET', '/v1/teams')).body['teams']).toMatchObject([{ name: 'Support team' }]);
  const { team } = (await request('GET', '/v1/teams/60001')).body;
  expect(team).toMatchObject({ users: [{ id: 70001 }, { id: 70002 }] });
  expect((await request('GET', '/v1/tags')).body['tags']).toMatchObject([
    { id: 30001, name: 'Billing' },
    { id: 30002 },
  ]);
  expect((await request('GET', '/v1/company')).body['company']).toEqual({
    name: 'Example Ltd',
    users_count: 4,
    numbers_count: 5,
  });
});

test('the account can be seeded with other people and lines', async () => {
  const users = [{ id: 1, name: 'Ada', email: 'ada@example.com', numberIds: [] }];
  const { simulator, request } = await openSimulator({ seeds: { users } });
  expect((await request('GET', '/v2/users')).body['users']).toMatchObject([{ id: 1, language: 'en-US' }]);
  expect(simulator.state.numbers.size).toBe(5);
});

test('click-to-dial is recorded, and requires an E.164 number', async () => {
  const { simulator, request } = await openSimulator();
  expect((await request('POST', '/v1/users/70001/dial', { to: '+442079460900' })).status).toBe(204);
  expect((await request('POST', '/v1/users/70001/calls', { number_id: 50001, to: '+32470123456' })).status).toBe(204);
  expect(simulator.state.dials).toMatchObject([
    { kind: 'dial', userId: 70001, to: '+442079460900', numberId: null },
    { kind: 'call', userId: 70001, to: '+32470123456', numberId: 50001 },
  ]);
  for (const to of ['+44 20 7946 0900', '02079460900', 'anonymous', undefined])
    expect((await request('POST', '/v1/users/70001/dial', { to })).status).toBe(400);
  expect((await request('POST', '/v1/users/1/dial', { to: '+442079460900' })).status).toBe(404);
  expect((await request('POST', '/v1/users/70001/calls', { number_id: 9, to: '+32470123456' })).status).toBe(404);
  simulator.state.users.get(70001)?.numberIds.splice(0, 1);
  expect((await request('POST', '/v1/users/70001/calls', { number_id: 50001, to: '+32470123456' })).status).toBe(400);
  expect(simulator.state.dials).toHaveLength(2);
});

test('an agent who is not available cannot be made to dial', async () => {
  const { simulator, request } = await openSimulator();
  const refusal = { error: 'Method Not Allowed', troubleshoot: 'The user is currently unavailable', success: false };
  expect((await request('GET', '/v1/users/70004/availability')).body).toEqual({ availability: 'offline' });
  const dialled = await request('POST', '/v1/users/70004/dial', { to: '+442079460900' });
  expect([dialled.status, dialled.body]).toEqual([405, refusal]);
  await fetch(`${simulator.url}/_sim/users/70001`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ availability: 'in_call' }),
  });
  expect((await request('GET', '/v1/users/70001/availability')).body).toEqual({ availability: 'in_call' });
  expect((await request('GET', '/v1/users/availabilities')).body['users']).toContainEqual({
    id: 70001,
    availability: 'in_call',
  });
  const called = await request('POST', '/v1/users/70001/calls', { number_id: 50001, to: '+442079460900' });
  expect([called.status, called.body]).toEqual([405, refusal]);
  expect(simulator.state.dials).toEqual([]);
});
