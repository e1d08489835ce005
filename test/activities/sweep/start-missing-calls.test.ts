import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { anOutcome, openSweep, pageOf } from './sweep-stage.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

let stages = 0;

/** A stage with the table of calls, whose calls no other test has. */
async function openWithLedger(broken: Partial<Ledger> = {}) {
  const stage = await openSweep({ ledger: { ...ledger, ...broken } });
  stages += 1;
  stage.aircall.state.nextIds.call += 100 * stages;
  return stage;
}
const away = () => Promise.reject(new LedgerUnavailable('The database of calls does not answer'));

describe('missing calls', () => {
  it('are started, and recorded as seen, unless they are unwanted or erased', async () => {
    const stage = await openWithLedger();
    const [missing, unwanted, erased] = [
      await stage.played(30),
      await stage.played(20, { line: 50002 }),
      await stage.played(10),
    ];
    await stage.attempt('startMissingCalls', pageOf());
    await ledger.erase([erased]);
    for (const id of [missing, erased]) stage.known.delete(id);
    stage.started.length = 0;
    const result = await stage.attempt('startMissingCalls', pageOf());
    expect(result).toMatchObject({ seen: 3, unwanted: 1, known: 1, startedIds: [missing] });
    expect(stage.started).toEqual([missing]);
    const states = await Promise.all([missing, unwanted].map(async (id) => (await ledger.find(id))?.state));
    expect(states).toEqual(['seen', 'unwanted']);
  });

  it('that an attempt before has started are neither started again nor called known', async () => {
    const stage = await openSweep();
    const ids = [await stage.played(30), await stage.played(20)];
    const startedIds = ids.slice(0, 1);
    stage.known.set(ids[0] ?? 0, null);
    const info = { attempt: 2, heartbeatDetails: { startedIds } };
    const result = await stage.attempt('startMissingCalls', pageOf(), info);
    expect(result).toMatchObject({ known: 0, startedIds: ids });
    expect(stage.started).toEqual(ids.slice(1));
    expect(stage.left()).toEqual({ startedIds: ids });
  });

  it('are started while the database does not answer', async () => {
    const stage = await openWithLedger({ recordListed: away, erasedAmong: away });
    const id = await stage.played(30);
    expect(await stage.attempt('startMissingCalls', pageOf())).toMatchObject({ startedIds: [id] });
    expect(await ledger.find(id)).toBeNull();
  });

  it('are started without a database', async () => {
    const stage = await openSweep();
    const known = await stage.played(30);
    stage.known.set(known, anOutcome());
    const id = await stage.played(20);
    expect(await stage.attempt('startMissingCalls', pageOf())).toMatchObject({ known: 1, startedIds: [id] });
  });
});

describe('a call that Temporal knows and the database does not', () => {
  it('is recorded as its last run has left it', async () => {
    const stage = await openWithLedger();
    const id = await stage.played(30);
    stage.known.set(id, anOutcome());
    const result = await stage.attempt('startMissingCalls', pageOf());
    expect(result).toMatchObject({ known: 1, startedIds: [] });
    expect(await ledger.find(id)).toMatchObject({
      state: 'logged',
      reason: null,
      qualification: 'missed',
      conversationId: 'cnv_1',
      loggedAtSeconds: 1_760_000_214,
      caller: '+442079465000',
      line: { id: 50_001, name: 'Support UK' },
    });
    expect(await ledger.tagsOfOtherCalls('+442079465000', 0)).toEqual(['Billing']);
  });

  it('is recorded as skipped, even by a run of an older version', async () => {
    const stage = await openWithLedger();
    const id = await stage.played(30);
    const { loggedAtSeconds: _unknown, ...older } = anOutcome({ thread: null, reason: 'skipped by hand', entries: [] });
    stage.known.set(id, older);
    await stage.attempt('startMissingCalls', pageOf());
    const expected = { state: 'skipped', reason: 'skipped by hand', conversationId: null, loggedAtSeconds: null };
    expect(await ledger.find(id)).toMatchObject(expected);
  });

  it('is erased there too if its caller was erased', async () => {
    const stage = await openWithLedger();
    const id = await stage.played(30);
    stage.known.set(id, anOutcome({ erased: true }));
    await stage.attempt('startMissingCalls', pageOf());
    expect(await ledger.erasedAmong([id])).toEqual([id]);
  });

  it('stays as Aircall lists it while it has no outcome', async () => {
    const stage = await openWithLedger();
    const id = await stage.played(30);
    stage.known.set(id, null);
    await stage.attempt('startMissingCalls', pageOf());
    expect(await ledger.find(id)).toMatchObject({ state: 'seen', conversationId: null });
  });

  it.each([
    ['record', anOutcome()],
    ['erase', anOutcome({ erased: true })],
  ] as const)('does not keep others from being started when the database fails to %s it', async (query, outcome) => {
    const stage = await openWithLedger({ [query]: away });
    const known = await stage.played(30);
    stage.known.set(known, outcome);
    const missing = await stage.played(20);
    const result = await stage.attempt('startMissingCalls', pageOf());
    expect(result).toMatchObject({ known: 1, startedIds: [missing] });
    expect(await ledger.find(known)).toMatchObject({ state: 'seen' });
  });
});
