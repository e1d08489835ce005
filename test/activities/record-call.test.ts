import { describe, expect, it } from 'vitest';
import { LedgerRefused, LedgerUnavailable } from '../../src/adapters/ledger/errors.ts';
import type { LedgerCall } from '../../src/domain/ledger-call.ts';
import { aLedgerCall } from '../adapters/ledger/a-ledger-call.ts';
import { aLedgerCallback } from '../adapters/ledger/a-ledger-callback.ts';
import { openStage } from './stage.ts';

const unexpected = () => Promise.reject(new Error('recordCall asks nothing'));
const unasked = {
  lastConversation: unexpected,
  tagsOfOtherCalls: unexpected,
  conversationsOf: unexpected,
  recordCallback: unexpected,
  wasReached: unexpected,
};
const input = { call: aLedgerCall(), revision: 1_760_000_000_000 };

describe('recordCall', () => {
  it('passes the call to the ledger with its revision', async () => {
    const written: Array<[call: LedgerCall, revision: number]> = [];
    const record = async (...call: [LedgerCall, number]) => void written.push(call);
    const stage = await openStage({ deps: { ledger: { ...unasked, record } } });
    await stage.attempt('recordCall', input);
    expect(written).toEqual([[input.call, input.revision]]);
  });

  it('is retried while the database is down', async () => {
    let away = 2;
    const record = async () => {
      away -= 1;
      if (away >= 0) throw new LedgerUnavailable('The database of calls does not answer: connection refused');
    };
    const stage = await openStage({ deps: { ledger: { ...unasked, record } } });
    const { failures } = await stage.untilDone('recordCall', input);
    expect(failures).toEqual(['LedgerUnavailable', 'LedgerUnavailable']);
  });

  it('fails with a remedy while the database is down', async () => {
    const record = async () => {
      throw new LedgerUnavailable('The database of calls does not answer: connection refused');
    };
    const stage = await openStage({ deps: { ledger: { ...unasked, record } } });
    expect(await stage.failureOf('recordCall', input)).toMatchObject({
      type: 'LedgerUnavailable',
      nonRetryable: false,
      message: 'The database of calls does not answer: connection refused',
      details: [{ remedy: expect.stringContaining('DATABASE_URL') as string }],
    });
  });

  it('is retried when the database refuses the call', async () => {
    const record = async () => {
      throw new LedgerRefused('The database of calls refuses: no such column (42703)');
    };
    const stage = await openStage({ deps: { ledger: { ...unasked, record } } });
    expect(await stage.failureOf('recordCall', input)).toMatchObject({ type: 'LedgerRefused', nonRetryable: false });
  });
});

describe('recordCallback', () => {
  const callback = { callback: aLedgerCallback(), revision: 1_760_000_000_000 };

  it('passes the callback to the ledger with its revision', async () => {
    const written: unknown[] = [];
    const recordCallback = async (...row: unknown[]) => void written.push(row);
    const stage = await openStage({ deps: { ledger: { ...unasked, record: unexpected, recordCallback } } });
    await stage.attempt('recordCallback', callback);
    expect(written).toEqual([[callback.callback, callback.revision]]);
  });

  it.each(['recordCallback', 'recordCall'] as const)('is not needed where there is no database: %s', async (name) => {
    const stage = await openStage();
    await stage.attempt(name, name === 'recordCall' ? input : callback);
    expect(stage.front.journal.entries).toEqual([]);
  });
});
