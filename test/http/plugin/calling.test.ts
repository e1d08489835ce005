import { afterEach, describe, expect, it } from 'vitest';
import type { CallFilter } from '../../../src/adapters/ledger/query-types.ts';
import { ledgerCall } from './ledger-call.ts';
import { visit } from './plugin-visitor.ts';
import { type PluginServed, type PluginSettings, servePlugin } from './serve-plugin.ts';

const opened: PluginServed[] = [];
afterEach(async () => {
  for (const served of opened.splice(0)) await served.close();
});

async function serve(settings?: PluginSettings): Promise<PluginServed> {
  const served = await servePlugin(settings);
  opened.push(served);
  return served;
}

const to = '+44 20 7946 0900';

describe('POST /api/plugin/dials', () => {
  it('fills the number into the agent’s phone, or starts the call from a line', async () => {
    const { url, aircall } = await serve();
    const visitor = await visit(url, 'ANNA.agent@example.com');
    expect(await visitor.ask('dials', { to, lineId: null })).toMatchObject({ status: 202, body: { started: false } });
    expect(await visitor.ask('dials', { to, lineId: 50003 })).toMatchObject({ status: 202, body: { started: true } });
    expect(aircall.state.dials).toMatchObject([
      { kind: 'dial', userId: 70001, to: '+442079460900', numberId: null },
      { kind: 'call', userId: 70001, to: '+442079460900', numberId: 50003 },
    ]);
  });

  it('finds the agent by the configured map, not by an e-mail that the map assigns to another teammate', async () => {
    const agents = { 'anna.agent@example.com': 'anna@desk.example' };
    const { url, aircall } = await serve({ preferences: { agents } });
    expect((await (await visit(url, 'anna@desk.example')).ask('dials', { to, lineId: null })).status).toBe(202);
    const other = await (await visit(url, 'anna.agent@example.com')).ask('dials', { to, lineId: null });
    expect(other.status).toBe(409);
    expect(other.body['detail']).toContain('No Aircall agent has your e-mail address');
    expect(aircall.state.dials).toMatchObject([{ userId: 70001 }]);
  });

  it.each([
    ['offline', 'You are offline in Aircall'],
    ['in_call', 'You are on a call'],
    ['after_call_work', 'after-call work'],
    ['do_not_disturb', 'do not disturb'],
  ] as const)('says what to do when the agent is %s', async (availability, words) => {
    const { url, aircall } = await serve();
    const agent = aircall.state.users.get(70001);
    if (agent !== undefined) agent.availability = availability;
    const { status, body } = await (await visit(url)).ask('dials', { to, lineId: 50001 });
    expect([status, body['detail']]).toEqual([409, expect.stringContaining(words)]);
    expect(aircall.state.dials).toEqual([]);
  });

  it('refuses invalid numbers without a request to Aircall, and the lines of other agents', async () => {
    const { url, aircall } = await serve();
    const visitor = await visit(url);
    expect(await visitor.ask('dials', { to: 'anonymous', lineId: null })).toMatchObject({
      status: 422,
      body: { field: 'to' },
    });
    expect(aircall.journal.find({ method: 'POST' })).toEqual([]);
    aircall.state.users.get(70001)?.numberIds.splice(0, 1);
    expect((await visitor.ask('dials', { to, lineId: 50001 })).status).toBe(422);
    expect((await visitor.ask('dials', { to, lineId: 1 })).status).toBe(409);
  });

  it('makes only one request when the answer is lost, and warns that the phone may ring', async () => {
    const { url, aircall } = await serve();
    const visitor = await visit(url);
    aircall.faults.add({ path: '/dial$', kind: 'cut-after', times: 1 });
    const { status, body } = await visitor.ask('dials', { to, lineId: null });
    expect([status, body['detail']]).toEqual([503, expect.stringContaining('may already be on your phone')]);
    expect(aircall.state.dials).toHaveLength(1);
  });

  it('reports how long Aircall’s limit lasts, and a wrong key', async () => {
    const { url, aircall } = await serve();
    const visitor = await visit(url);
    const headers = { 'X-AircallApi-Reset': String(Math.ceil(Date.now() / 1000) + 600) };
    aircall.faults.add({ path: '/v2/users', kind: 'status', status: 429, headers, times: 1 });
    const limited = await visitor.ask('lines');
    expect(limited.status).toBe(503);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(480);
    aircall.faults.add({ path: '/v2/users', kind: 'status', status: 403, times: 1 });
    expect((await visitor.ask('lines')).body['detail']).toContain('API key');
    expect((await visitor.ask('lines')).status).toBe(200);
  });

  it('limits each teammate', async () => {
    const { url, aircall } = await serve();
    const visitor = await visit(url);
    const statuses: number[] = [];
    for (let dial = 0; dial < 11; dial += 1) statuses.push((await visitor.ask('dials', { to, lineId: null })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
    expect(aircall.state.dials).toHaveLength(10);
  });
});

describe('GET /api/plugin/lines', () => {
  it('lists the agent’s lines, the last used one first, with the configured names', async () => {
    const line = { id: 50003, name: 'Support FR', e164: '+33186651010' };
    const asked: CallFilter[] = [];
    const ledger = {
      find: async () => null,
      ofNumbers: async () => [],
      openCallbacksOf: async () => [],
      list: async (filter: CallFilter) => {
        asked.push(filter);
        return { calls: [ledgerCall({ direction: 'outbound', line })], next: null };
      },
    };
    const named = { '+33186651010': { name: 'Paris' } };
    const { url } = await serve({ deps: { ledger }, preferences: { lines: named } });
    const { body } = await (await visit(url)).ask('lines');
    const lines = body['lines'] as Array<{ id: number }>;
    expect(lines[0]).toEqual({ id: 50003, name: 'Paris', number: '+33186651010' });
    expect(asked).toEqual([{ agentIds: [70001], directions: ['outbound'] }]);
    expect(lines.map(({ id }) => id)).toEqual([50003, 50001, 50002, 50004, 50005]);
  });

  it('reports a missing line or agent, with the remedy', async () => {
    const users = [{ id: 1, name: 'Ada', email: 'ada@example.com', numberIds: [] }];
    const { url } = await serve({ aircall: { seeds: { users } } });
    const without = await (await visit(url, 'ada@example.com')).ask('lines');
    expect([without.status, without.body['detail']]).toEqual([409, expect.stringContaining('No Aircall line')]);
    const nobody = await (await visit(url, 'nobody@example.com')).ask('lines');
    expect([nobody.status, nobody.body['detail']]).toEqual([409, expect.stringContaining('No Aircall agent')]);
  });

  it('finds an agent and a line beyond the first page of fifty, and caches the list of agents', async () => {
    const users = Array.from({ length: 60 }, (_, index) => ({
      id: index + 1,
      name: `Agent ${index}`,
      email: `agent${index}@example.com`,
    }));
    const numbers = Array.from({ length: 55 }, (_, index) => ({
      id: index + 1,
      name: `Line ${index}`,
      digits: `+44 20 7946 0${String(index).padStart(3, '0')}`,
      e164Digits: `+442079460${String(index).padStart(3, '0')}`,
      country: 'GB',
      timeZone: 'Europe/London',
    }));
    const { url, aircall } = await serve({ aircall: { seeds: { users, numbers } } });
    const visitor = await visit(url, 'agent59@example.com');
    expect((await visitor.ask('lines')).body['lines']).toHaveLength(55);
    await visitor.ask('lines');
    expect(aircall.journal.find({ path: /^\/v2\/users$/ })).toHaveLength(2);
  });
});
