import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { ledgerCall } from './ledger-call.ts';
import { visit } from './plugin-visitor.ts';
import { type PluginServed, servePlugin } from './serve-plugin.ts';

let ledger: Ledger;
let served: PluginServed;
beforeAll(async () => {
  ledger = await openTestLedger();
  served = await servePlugin({ ledger });
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

async function callsOf(numbers: string[]): Promise<Array<Record<string, unknown>>> {
  const { body } = await (await visit(served.url)).ask('history', { numbers });
  return body['calls'] as Array<Record<string, unknown>>;
}

describe('POST /api/plugin/history', () => {
  it('returns only the calls of the numbers, in any spelling, newest first', async () => {
    const old = ledgerCall({ id: 1, caller: '+442079460900' });
    const later = ledgerCall({ id: 2, caller: '+442079460901', startedAtSeconds: old.startedAtSeconds + 60 });
    for (const call of [old, later, ledgerCall({ id: 3, caller: '+442079460999' })]) await ledger.record(call, 1);
    const calls = await callsOf(['+44 20 7946 0900', '00442079460901', 'nonsense', 'anonymous']);
    expect(calls.map(({ id }) => id)).toEqual([2, 1]);
    expect(calls[1]).toMatchObject({
      title: 'Inbound call',
      line: 'Support UK',
      agent: 'Anna Agent',
      talkSeconds: 193,
    });
  });

  it('lists available audio, and when missing audio is due', async () => {
    const awaited = { voicemail: 'awaited', voicemailDueAtSeconds: 1_790_000_400 } as const;
    await ledger.record(ledgerCall({ id: 10, caller: '+33100000010', recording: 'there', ...awaited }), 1);
    expect(await callsOf(['+33100000010'])).toMatchObject([
      { audio: ['recording'], awaited: [{ kind: 'voicemail', dueAtSeconds: 1_790_000_400 }] },
    ]);
  });

  it('explains why a call is parked and what to do, even for an unknown failure', async () => {
    const caller = '+33100000011';
    await ledger.record(
      ledgerCall({
        id: 11,
        caller,
        state: 'parked',
        reason: 'FrontUnauthorized: Front answered 401 to list-contact-conversations',
      }),
      1,
    );
    await ledger.record(ledgerCall({ id: 12, caller, state: 'parked', reason: 'constructor' }), 1);
    await ledger.record(ledgerCall({ id: 13, caller, state: 'parked', reason: 'AircallRateLimited' }), 1);
    const said = (await callsOf([caller])).map(({ parked }) => (parked as { reason: string }).reason);
    expect(said.toSorted()).toEqual([
      'Aircall did not respond properly for a day.',
      'Callthread could not write this call to Front.',
      'Front rejects Callthread’s key.',
    ]);
  });

  it('hides calls that the configuration keeps out of Front', async () => {
    await ledger.record(ledgerCall({ id: 20, caller: '+33100000020', state: 'unwanted' }), 1);
    expect(await callsOf(['+33100000020'])).toEqual([]);
  });

  it('names the invalid field', async () => {
    const { status, body } = await (await visit(served.url)).ask('history', { numbers: '+33100000020' });
    expect([status, body['field']]).toEqual([400, 'numbers']);
  });

  it('reports a missing database and an unreachable one', async () => {
    const without = await servePlugin();
    const { body } = await (await visit(without.url)).ask('history', { numbers: ['+33100000020'] });
    expect(body).toMatchObject({ kept: false, calls: [] });
    await without.close();
    const fail = () => Promise.reject(new LedgerUnavailable('away'));
    const away = await servePlugin({
      deps: { ledger: { find: fail, list: fail, ofNumbers: fail, openCallbacksOf: fail } },
    });
    const visitor = await visit(away.url);
    expect((await visitor.ask('history', { numbers: ['+33100000020'] })).status).toBe(503);
    expect((await visitor.ask('lines')).status).toBe(200);
    await away.close();
  });

  it('uses the configured language', async () => {
    const french = await servePlugin({ ledger, preferences: { language: 'fr' } });
    await ledger.record(ledgerCall({ qualification: 'out-of-hours' }), 1);
    const { body } = await (await visit(french.url)).ask('history', { numbers: ['+33612345678'] });
    expect(body['calls']).toMatchObject([{ title: 'Appel manqué hors horaires' }]);
    await french.close();
  });
});
