import { describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { anOutcome, openSweep, pageOf } from './sweep-stage.ts';

/** A table of calls that is asked for nothing but erased calls. */
function erasedAs(erasedAmong: Ledger['erasedAmong']) {
  const unasked = () => Promise.reject(new Error('a list of past calls changes nothing'));
  return { recordListed: unasked, record: unasked, erase: unasked, erasedAmong };
}
const unavailable = erasedAs(() => Promise.reject(new LedgerUnavailable('The database of calls does not answer')));

describe('a page of past calls', () => {
  it('has those that Temporal does not know, with all that starts their workflows', async () => {
    const asked: number[][] = [];
    const ledger = erasedAs(async (ids) => {
      asked.push(ids);
      return ids.slice(1, 2);
    });
    const stage = await openSweep({ ledger });
    const ids = [await stage.played(50), await stage.played(40), await stage.played(30)];
    await stage.played(20, { line: 50002 });
    const going = stage.aircall.state.calls.get(await stage.played(10));
    if (going) going.endedAtSeconds = null;
    stage.known.set(ids[2] ?? 0, anOutcome());
    const { calls, ...counts } = await stage.attempt('listPastCalls', pageOf());
    expect(counts).toEqual({
      cutOff: false,
      nextPage: null,
      total: 5,
      seen: 5,
      notEnded: 1,
      openSinceSeconds: going?.startedAtSeconds,
      unwanted: 1,
      unreadable: 0,
      known: 2,
      missing: 1,
    });
    expect(asked).toEqual([ids]);
    expect(calls).toMatchObject([
      {
        callId: ids[0],
        settings: { lineName: 'Support UK', calls: { missed: 'history' } },
        event: { name: 'fetched', call: { id: ids[0] } },
        summary: expect.stringMatching(/^Inbound call .+ → Support UK$/) as string,
        attributes: { CallthreadState: 'logging' },
      },
    ]);
  });

  it('only counts them if no more is wanted', async () => {
    const stage = await openSweep();
    await stage.played(30);
    const listed = await stage.attempt('listPastCalls', pageOf(1, { countOnly: true }));
    expect(listed).toMatchObject({ seen: 1, missing: 1, known: 0, calls: [] });
    expect(listed).not.toHaveProperty('openSinceSeconds');
  });

  it('skips a call that ended too recently', async () => {
    const stage = await openSweep();
    await stage.played(30);
    const page = pageOf();
    const listed = await stage.attempt('listPastCalls', { ...page, endedBeforeSeconds: page.period.toSeconds - 3600 });
    expect(listed).toMatchObject({ seen: 1, notEnded: 1, missing: 0, calls: [] });
  });

  it('of a period with more calls than Aircall lists does nothing', async () => {
    const stage = await openSweep({ ledger: unavailable });
    const meta = { total: 10_000, next_page_link: null };
    stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 200, body: { calls: [{}], meta } });
    expect(await stage.attempt('listPastCalls', pageOf())).toEqual({
      cutOff: true,
      nextPage: null,
      total: 10_000,
      seen: 0,
      notEnded: 0,
      unwanted: 0,
      unreadable: 0,
      known: 0,
      missing: 0,
      calls: [],
    });
  });

  it('counts a call in a form that Aircall does not document', async () => {
    const stage = await openSweep();
    stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 200, body: { calls: [{ id: 'x' }] } });
    const listed = await stage.attempt('listPastCalls', pageOf());
    expect(listed).toMatchObject({ total: null, seen: 1, unreadable: 1, missing: 0 });
  });
});

describe('while the database does not answer', () => {
  it('the calls of the last week are listed, because Temporal knows which of them were erased', async () => {
    const stage = await openSweep({ ledger: unavailable });
    const id = await stage.played(6 * 24 * 60);
    expect(await stage.attempt('listPastCalls', pageOf(7))).toMatchObject({ missing: 1, calls: [{ callId: id }] });
  });

  it('older calls are not: one of them may have been erased', async () => {
    const stage = await openSweep({ ledger: unavailable });
    await stage.played(8 * 24 * 60);
    expect(await stage.failureOf('listPastCalls', pageOf(9))).toMatchObject({
      type: 'LedgerUnavailable',
      nonRetryable: false,
      details: [{ remedy: expect.stringContaining('DATABASE_URL') as unknown }],
    });
  });
});

it('fails with a remedy when Aircall does not know its list of calls', async () => {
  const stage = await openSweep();
  stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 404 });
  expect(await stage.failureOf('listPastCalls', pageOf())).toMatchObject({
    type: 'AircallNotFound',
    nonRetryable: true,
    details: [{ remedy: expect.stringContaining('Aircall does not have it') as unknown }],
  });
});
