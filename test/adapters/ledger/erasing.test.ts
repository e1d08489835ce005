import { expect, it } from 'vitest';
import { aLedgerCall, aSeenCall } from './a-ledger-call.ts';
import { aLedgerCallback } from './a-ledger-callback.ts';
import { describeBoth } from './both-ledgers.ts';

const number = '+447700900123';
const period = { fromSeconds: 0, toSeconds: 2_000_000_000 };
const gone = { caller: null, callerName: null, conversationId: null, erased: true } as const;
/** As `aLedgerCall`, with nothing that is still awaited. */
const aDoneCall = (changed: Parameters<typeof aLedgerCall>[0]) => aLedgerCall({ recording: 'there', ...changed });

describeBoth('ofCaller', (ledger) => {
  it('finds all calls of a number in any notation, and no others', async () => {
    const own = [number, '07700 900123', '07700/900 123', '44 7700 900123', '00447700900123'];
    const others = ['+447700900124', '7700900124', '+1447700900123', '+17700900123', '123', null, "'; --", '+'];
    for (const [at, caller] of [...own, ...others].entries()) {
      await ledger().record(aLedgerCall({ id: at + 1, caller, startedAtSeconds: 1_760_000_000 + at }), 1);
    }
    expect((await ledger().ofCaller(number)).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
    expect(await ledger().ofCaller('+33639981234')).toEqual([]);
  });
});

describeBoth('erase', (ledger) => {
  it('erases the caller, keeps what reports need, and counts nothing the second time', async () => {
    await ledger().record(aDoneCall({ id: 1 }), 1);
    await ledger().record(aLedgerCall({ id: 2, caller: '07700 900123', voicemail: 'awaited' }), 1);
    await ledger().record(aDoneCall({ id: 3, caller: '+447700900124', callerName: 'Noah' }), 1);
    const before = await ledger().report(period, 'UTC');
    expect(await ledger().erase([1, 2, 404])).toBe(2);
    expect(await ledger().find(1)).toEqual(aDoneCall({ id: 1, ...gone }));
    expect(await ledger().find(2)).toEqual(aLedgerCall({ id: 2, ...gone, recording: 'none' }));
    expect(await ledger().find(3)).toEqual(aDoneCall({ id: 3, caller: '+447700900124', callerName: 'Noah' }));
    for (const search of ['cara', '900123', '7700900123']) {
      expect(await ledger().list({ search }, { limit: 9 })).toEqual({ calls: [], next: null });
    }
    expect(await ledger().ofCaller(number)).toEqual([]);
    const { total } = await ledger().report(period, 'UTC');
    expect({ ...total, conversations: 0 }).toEqual({ ...before.total, conversations: 0 });
    expect(await ledger().erase([1, 2])).toBe(0);
    expect(await ledger().erase([])).toBe(0);
    expect(await ledger().erasedAmong([3, 2, 1, 404])).toEqual(expect.arrayContaining([1, 2]));
    expect(await ledger().erasedAmong([3, 404])).toEqual([]);
    expect(await ledger().erasedAmong([])).toEqual([]);
  });

  it('does not restore the caller when the call is recorded or listed later', async () => {
    await ledger().record(aDoneCall({ id: 1 }), 1);
    await ledger().erase([1]);
    await ledger().record(aDoneCall({ id: 1, callerName: 'Cara C.' }), Date.now() + 60_000);
    expect(await ledger().recordListed([aSeenCall({ id: 1 })])).toEqual([]);
    expect(await ledger().find(1)).toEqual(aDoneCall({ id: 1, ...gone }));
  });

  it('closes the callback that a call opened, erases its caller, and restores neither', async () => {
    const open = aLedgerCallback({ id: 1, missedAtSeconds: 1_760_000_000 });
    const closed = aLedgerCallback({ id: 2, state: 'closed', closedAtSeconds: 1_760_000_900, closedBy: 'reply' });
    const other = aLedgerCallback({ id: 3, caller: '+447700900124', callerName: 'Noah' });
    for (const callback of [open, closed, other]) await ledger().recordCallback(callback, 1);
    await ledger().erase([1, 2]);
    await ledger().recordCallback(open, Date.now() + 60_000);
    const nothing = { workflowId: '', caller: null, callerName: null, conversationId: null };
    const atSeconds = expect.any(Number) as number;
    const ended = {
      state: 'closed',
      nextStepAtSeconds: null,
      closedAtSeconds: atSeconds,
      closedBy: 'skipped',
    } as const;
    expect(await ledger().findCallback(1)).toEqual({ ...open, ...nothing, ...ended });
    expect(await ledger().findCallback(2)).toEqual({ ...closed, ...nothing, nextStepAtSeconds: null });
    expect(await ledger().findCallback(3)).toEqual(other);
    expect(await ledger().openCallbacksOf(['+447700900123', '+447700900124'])).toEqual([other]);
    expect(JSON.stringify(await ledger().callbacks(period, 9))).not.toMatch(/900123|Cara/);
  });

  it('leaves no call missing or parked', async () => {
    await ledger().recordListed([aSeenCall({ id: 1 })]);
    await ledger().record(aDoneCall({ id: 2, state: 'parked', reason: 'FrontRejected: some' }), 1);
    await ledger().record(aDoneCall({ id: 3, state: 'skipped', reason: 'skipped by a person' }), 1);
    expect(await ledger().erase([1, 2, 3])).toBe(3);
    expect(await ledger().find(2)).toMatchObject({ state: 'skipped', reason: 'the caller was erased' });
    expect(await ledger().find(3)).toMatchObject({ state: 'skipped', reason: 'skipped by a person' });
    const [row] = await ledger().coverage(period, 'UTC');
    expect(row).toMatchObject({ aircall: 3, front: 0, left: 3, parked: 0, missing: 0 });
  });

  it('erases thousands of calls', async () => {
    await ledger().recordListed(Array.from({ length: 1100 }, (_, at) => aSeenCall({ id: at + 1 })));
    const ids = Array.from({ length: 1101 }, (_, at) => at + 1);
    expect(await ledger().erase(ids)).toBe(1100);
    expect(await ledger().erasedAmong(ids)).toHaveLength(1100);
  });
});

describeBoth('eraseBefore', (ledger, fill) => {
  const limit = 1_760_000_000;
  const running = async () => true;

  it('erases the callers of old calls once, and leaves newer and unfinished calls', async () => {
    const old = { startedAtSeconds: limit - 1 };
    await ledger().record(aDoneCall({ id: 1, ...old }), 1);
    await ledger().record(aDoneCall({ id: 2, startedAtSeconds: limit }), 1);
    await ledger().record(aLedgerCall({ id: 3, ...old }), 1);
    await ledger().record(aDoneCall({ id: 4, ...old, state: 'parked', reason: 'FrontRejected: some' }), 1);
    await ledger().record(aDoneCall({ id: 5, ...old, caller: null, callerName: null }), 1);
    await ledger().recordListed([aSeenCall({ id: 6, ...old })]);
    expect(await ledger().eraseBefore(limit, running)).toBe(2);
    expect(await ledger().find(1)).toEqual(aDoneCall({ id: 1, ...old, ...gone }));
    expect(await ledger().find(2)).toMatchObject({ caller: number, conversationId: 'cnv_1' });
    expect(await ledger().find(3)).toMatchObject({ caller: number, recording: 'awaited' });
    expect(await ledger().find(4)).toMatchObject({ caller: number, state: 'parked' });
    expect(await ledger().find(5)).toMatchObject(gone);
    // It was never logged, so a later search may still find it.
    expect(await ledger().erasedAmong([6])).toEqual([]);
    expect(await ledger().eraseBefore(limit, running)).toBe(0);
  });

  it('erases each of many calls once, even when several processes erase', async () => {
    const ids = Array.from({ length: 450 }, (_, at) => at + 1);
    await fill(ids.map((id) => aDoneCall({ id })));
    const counts = await Promise.all([1, 2, 3].map(() => ledger().eraseBefore(limit + 1, running)));
    expect(counts.reduce((sum, count) => sum + count, 0) + (await ledger().eraseBefore(limit + 1, running))).toBe(450);
    expect(await ledger().erasedAmong(ids)).toHaveLength(450);
  });

  it('erases unfinished calls and open callbacks whose run has ended, and no others', async () => {
    const old = { startedAtSeconds: limit - 1 };
    for (let id = 1; id <= 30; id++) {
      const state = id % 3 === 0 ? ({ state: 'parked', reason: 'FrontRejected: some' } as const) : {};
      await ledger().record(aLedgerCall({ id, ...old, ...state }), 1);
      await ledger().recordCallback(
        aLedgerCallback({ id: 100 + id, missedAtSeconds: limit - 1, workflowId: `callback-${id}` }),
        1,
      );
    }
    await ledger().record(aLedgerCall({ id: 31, startedAtSeconds: limit }), 1);
    const hasRun = async (workflowId: string) => Number(workflowId.split('-')[1]) <= 5;
    expect(await ledger().eraseBefore(limit, hasRun)).toBe(25);
    expect(await ledger().find(3)).toMatchObject({ caller: number, state: 'parked' });
    expect(await ledger().find(4)).toMatchObject({ caller: number, recording: 'awaited' });
    expect(await ledger().find(6)).toMatchObject({ ...gone, state: 'skipped' });
    expect(await ledger().find(7)).toMatchObject({ ...gone, recording: 'none' });
    expect(await ledger().find(31)).toMatchObject({ caller: number });
    expect(await ledger().findCallback(105)).toMatchObject({ caller: number, state: 'open' });
    expect(await ledger().findCallback(106)).toMatchObject({ caller: null, callerName: null, state: 'closed' });
    expect(await ledger().eraseBefore(limit, hasRun)).toBe(0);
  });

  it('erases finished calls even when Temporal does not answer', async () => {
    const old = { startedAtSeconds: limit - 1 };
    await ledger().record(aDoneCall({ id: 1, ...old }), 1);
    await ledger().record(aLedgerCall({ id: 2, ...old }), 1);
    const away = new Error('no answer');
    await expect(ledger().eraseBefore(limit, async () => await Promise.reject(away))).rejects.toBe(away);
    expect(await ledger().find(1)).toMatchObject(gone);
    expect(await ledger().find(2)).toMatchObject({ caller: number });
  });
});
