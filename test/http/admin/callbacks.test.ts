import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import type { LedgerCallback } from '../../../src/domain/callbacks/debt.ts';
import { aLedgerCall } from '../../adapters/ledger/a-ledger-call.ts';
import { aLedgerCallback } from '../../adapters/ledger/a-ledger-callback.ts';
import { adminControl } from './admin-control.ts';
import { nowMs } from './sample-calls.ts';
import { type AdminServed, adminToken, ledgerWith, serveAdmin } from './serve-admin.ts';

const now = nowMs / 1000;
const sales = { id: 50_002, name: '=Sales' };

function closed(id: number, hoursAgo: number, minutes: number, changed: Partial<LedgerCallback> = {}): LedgerCallback {
  const missedAtSeconds = now - hoursAgo * 3600;
  return aLedgerCallback({
    id,
    state: 'closed',
    closedBy: 'call',
    missedAtSeconds,
    closedAtSeconds: missedAtSeconds + minutes * 60,
    nextStepAtSeconds: null,
    agentName: 'Grace Hopper',
    ...changed,
  });
}

const control = adminControl([]);
let served: AdminServed;
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerWith([]);
  const rows = [
    aLedgerCallback({ id: 1, missedAtSeconds: now - 60 }),
    aLedgerCallback({ id: 2, missedAtSeconds: now - 7200, state: 'overdue', line: sales, misses: 3, attempts: 2 }),
    closed(3, 3, 10),
    closed(4, 26, 30, { closedBy: 'reply', agentName: null }),
    closed(5, 27, 50, { line: sales }),
    closed(6, 28, 5, { closedBy: 'archived', agentName: null, line: sales }),
    // Long ago: an open one is listed all the same, a closed one is not.
    aLedgerCallback({ id: 7, missedAtSeconds: now - 90 * 86_400, workflowId: 'callback-closed' }),
    closed(8, 90 * 24, 5),
  ];
  for (const row of rows) await ledger.recordCallback(row, nowMs);
  served = await serveAdmin({ calls: control, ledger });
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

const days = 'from=2026-03-01&to=2026-03-02';

describe('the list of callbacks', () => {
  it('lists open callbacks first, oldest on top, then the closed ones of the period', async () => {
    const { status, body } = await served.get(`/callbacks?${days}`);
    expect(status).toBe(200);
    expect((body['callbacks'] as LedgerCallback[]).map(({ id }) => id)).toEqual([7, 2, 1, 3, 4, 5, 6]);
    expect(body).toMatchObject({
      from: '2026-03-01',
      more: false,
      total: { callbacks: 6, open: 2, overdue: 1, reached: 3, attempts: 2, medianToReachSeconds: 1800 },
      groups: {
        day: [
          { key: '2026-03-01', callbacks: 3, open: 0, reached: 2, medianToReachSeconds: 2400 },
          { key: '2026-03-02', callbacks: 3, open: 2, overdue: 1, reached: 1, medianToReachSeconds: 600 },
        ],
        line: [
          { key: '50001', label: 'Support UK', callbacks: 3, reached: 2 },
          { key: '50002', label: '=Sales', callbacks: 3, reached: 1 },
        ],
      },
    });
  });

  it('is available as CSV that no spreadsheet executes', async () => {
    const answer = await fetch(`${served.url}/api/callbacks.csv?${days}`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    // Decoding drops the mark at its beginning.
    const text = await answer.text();
    expect(answer.headers.get('content-disposition')).toContain('callthread-callbacks-2026-03-01-2026-03-02.csv');
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      'By,Key,Name,Call backs,Open,Overdue,Attempts,Reached,Share reached,Median to reach (s)',
      'All,,,6,2,1,2,3,0.5,1800',
      'Day,2026-03-01,2026-03-01,3,0,0,0,2,0.6667,2400',
    ]);
    expect(text).toContain(`"'=Sales"`);
  });

  it('requires a period and refuses unknown parameters', async () => {
    expect((await served.get('/callbacks')).status).toBe(400);
    expect((await served.get(`/callbacks?${days}&line=1`)).status).toBe(400);
  });
});

describe('skipping a callback', () => {
  it.each([
    [1, 200],
    [3, 409],
    [99, 404],
  ])('of call %i is answered with %i', async (id, status) => {
    expect((await served.post(`/callbacks/${id}/skip`, {})).status).toBe(status);
  });

  it('closes one that is left open in the table after its run', async () => {
    await ledger.recordCallback(aLedgerCallback({ id: 31, workflowId: 'callback-closed' }), nowMs);
    expect((await served.post('/callbacks/31/skip', {})).status).toBe(200);
    expect(await ledger.findCallback(31)).toMatchObject({
      state: 'closed',
      closedBy: 'skipped',
      closedAtSeconds: expect.any(Number),
      nextStepAtSeconds: null,
    });
    expect((await served.post('/callbacks/31/skip', {})).status).toBe(409);
  });

  it('closes one that is left open in the table, and not the next one of its caller', async () => {
    const row = aLedgerCallback({ id: 32, workflowId: 'callback-32', caller: '+447700900132' });
    await ledger.recordCallback(row, nowMs);
    await ledger.recordCallback({ ...row, id: 33, missedAtSeconds: row.missedAtSeconds + 60 }, nowMs);
    expect((await served.post('/callbacks/32/skip', {})).status).toBe(200);
    expect(control.skipped).not.toContain('callback-32');
    expect(await ledger.findCallback(32)).toMatchObject({ state: 'closed', closedBy: 'skipped' });
    expect(await ledger.findCallback(33)).toMatchObject({ state: 'open' });
    expect((await served.post('/callbacks/33/skip', {})).status).toBe(200);
    expect(control.skipped).toContain('callback-32');
  });

  it('leaves one as it is that its run has closed meanwhile', async () => {
    const row = aLedgerCallback({ id: 34, workflowId: 'callback-34' });
    await ledger.recordCallback(row, nowMs);
    const skipCallback = async () => {
      const closedNow = { state: 'closed', closedBy: 'call', closedAtSeconds: now } as const;
      await ledger.recordCallback({ ...row, ...closedNow }, nowMs + 1);
      return false;
    };
    const other = await serveAdmin({ calls: { ...adminControl([]), skipCallback }, ledger });
    expect((await other.post('/callbacks/34/skip', {})).status).toBe(409);
    expect(await ledger.findCallback(34)).toMatchObject({ closedBy: 'call', closedAtSeconds: now });
    await other.close();
  });
});

describe('the ledger', () => {
  it('keeps the newer state and erases callers', async () => {
    const row = aLedgerCallback({ id: 11, missedAtSeconds: now });
    await ledger.recordCallback({ ...row, attempts: 3 }, nowMs + 2);
    await ledger.recordCallback(row, nowMs + 1);
    expect(await ledger.findCallback(11)).toMatchObject({ attempts: 3 });
    expect((await ledger.openCallbacksOf(['+447700900123'])).map(({ id }) => id)).toContain(11);
    await ledger.erase([11]);
    await ledger.recordCallback(row, nowMs + 3);
    expect(await ledger.findCallback(11)).toMatchObject({
      caller: null,
      callerName: null,
      workflowId: '',
      attempts: 3,
    });
  });

  it('erases closed callbacks past the retention period', async () => {
    await ledger.eraseBefore(now - 89 * 86_400, async () => true);
    expect(await ledger.findCallback(8)).toMatchObject({ caller: null });
    expect(await ledger.findCallback(7)).toMatchObject({ caller: '+447700900123' });
  });

  it('knows whether a caller has been reached since', async () => {
    await ledger.record(aLedgerCall({ id: 21, caller: '+447700900777' }), nowMs);
    const { endedAtSeconds } = aLedgerCall();
    const ended = endedAtSeconds ?? 0;
    expect(await ledger.wasReached('+447700900777', ended - 1, 193)).toBe(true);
    expect(await ledger.wasReached('+447700900777', ended, 193)).toBe(false);
    expect(await ledger.wasReached('+447700900777', ended - 1, 194)).toBe(false);
    expect(await ledger.wasReached('+447700900777', ended - 1, 192.5)).toBe(true);
    expect(await ledger.wasReached('+447700900777', ended - 1, 193.5)).toBe(false);
    expect(await ledger.wasReached('+447700900778', ended - 1, 1)).toBe(false);
  });
});
