import { describe, expect, it, onTestFinished } from 'vitest';
import type { AircallSimulatorOptions } from '../../../simulators/aircall/aircall-options.ts';
import { startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createFindAgent } from '../../../src/adapters/aircall/agents.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { faultOf } from '../../../src/adapters/aircall/errors.ts';

async function open(options?: AircallSimulatorOptions) {
  const aircall = await startAircallSimulator(options);
  onTestFinished(() => aircall.close());
  const access = { apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token', timeoutMs: 60_000 };
  return { aircall, client: createAircallClient(access) };
}

const faultThrownBy = async (work: Promise<unknown>) =>
  await work.then(
    () => 'none',
    (error: unknown) => faultOf(error),
  );

describe('dial and startCall', () => {
  it('reach the agent, each with its own request', async () => {
    const { aircall, client } = await open();
    expect(await client.dial(70001, '+442079460900')).toBe('accepted');
    expect(await client.startCall(70001, { lineId: 50003, to: '+442079460900' })).toBe('accepted');
    expect(aircall.state.dials).toMatchObject([
      { kind: 'dial', userId: 70001, numberId: null },
      { kind: 'call', userId: 70001, numberId: 50003 },
    ]);
  });

  it('return "unavailable" for an agent who is not available', async () => {
    const { aircall, client } = await open();
    expect(await client.dial(70004, '+442079460900')).toBe('unavailable');
    expect(await client.startCall(70004, { lineId: 50001, to: '+442079460900' })).toBe('unavailable');
    expect(await client.readAvailability(70004)).toBe('offline');
    expect(aircall.state.dials).toEqual([]);
  });

  it('throw every other failure', async () => {
    const { aircall, client } = await open();
    expect(await faultThrownBy(client.dial(1, '+442079460900'))).toEqual({ kind: 'missing' });
    expect(await faultThrownBy(client.dial(70001, '020 7946 0900'))).toEqual({ kind: 'refused' });
    aircall.faults.add({ path: '/dial$', kind: 'cut-after', times: 1 });
    expect(await faultThrownBy(client.dial(70001, '+442079460900'))).toEqual({ kind: 'away', sent: true });
    aircall.faults.add({ path: '/dial$', kind: 'status', status: 429, times: 1 });
    expect(await faultThrownBy(client.dial(70001, '+442079460900'))).toEqual({ kind: 'limited', retryAfterMs: null });
    aircall.faults.add({ path: '/dial$', kind: 'status', status: 403, times: 1 });
    expect(await faultThrownBy(client.dial(70001, '+442079460900'))).toEqual({ kind: 'unauthorized' });
    aircall.faults.add({ path: '/availability$', kind: 'status', status: 200, body: {}, times: 1 });
    expect(await faultThrownBy(client.readAvailability(70001))).toEqual({ kind: 'away', sent: true });
    expect(await faultThrownBy(Promise.reject(new Error('ours')))).toBeNull();
  });
});

describe('listAgentLines', () => {
  it('returns an agent’s lines, and null for an unknown agent', async () => {
    const { aircall, client } = await open();
    aircall.state.users.get(70001)?.numberIds.splice(1);
    const lines = await client.listAgentLines(70001);
    expect(lines).toMatchObject([{ id: 50001, name: 'Support UK', e164: '+442079460101' }]);
    expect(await client.listAgentLines(1)).toBeNull();
  });
});

describe('createFindAgent', () => {
  it('finds a teammate’s agent, ignoring case', async () => {
    const { client } = await open();
    const find = createFindAgent(client, {});
    expect(await find('dirk.dienst@example.com')).toMatchObject({ id: 70004 });
    expect(await find('ANNA.Agent@Example.com ')).toMatchObject({ id: 70001 });
    expect(await find('')).toBeNull();
    expect(await find('constructor')).toBeNull();
  });

  it('gives the configured map precedence', async () => {
    const { client } = await open();
    const find = createFindAgent(client, {
      'dirk.dienst@example.com': 'ben.backup@example.com',
      'ben.backup@example.com': 'b@x.example',
    });
    expect(await find('ben.backup@example.com')).toMatchObject({ id: 70004 });
    expect(await find('b@x.example')).toMatchObject({ id: 70002 });
    expect(await find('dirk.dienst@example.com')).toBeNull();
  });

  it('fetches the list once, page by page, and again only after a failure', async () => {
    const users = Array.from({ length: 51 }, (_, index) => ({
      id: index + 1,
      name: `Agent ${index}`,
      email: `agent${index}@example.com`,
    }));
    const { aircall, client } = await open({ seeds: { users } });
    const find = createFindAgent(client, {});
    aircall.faults.add({ path: '/v2/users', kind: 'status', status: 500, times: 1 });
    expect(await faultThrownBy(find('agent50@example.com'))).toEqual({ kind: 'away', sent: true });
    expect(await find('agent50@example.com')).toMatchObject({ id: 51 });
    expect(await find('agent0@example.com')).toMatchObject({ id: 1 });
    expect(aircall.journal.find({ path: /^\/v2\/users$/ })).toHaveLength(3);
  });
});
