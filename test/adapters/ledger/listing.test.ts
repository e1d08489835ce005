import { expect, it } from 'vitest';
import { LedgerCursorInvalid } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import type { CallFilter } from '../../../src/adapters/ledger/query-types.ts';
import { callerLinkFor } from '../../fixtures/caller-link.ts';
import { aLedgerCall } from './a-ledger-call.ts';
import { describeBoth } from './both-ledgers.ts';

async function idsOf(ledger: Ledger, filter: CallFilter): Promise<number[]> {
  const { calls } = await ledger.list(filter, { limit: 100 });
  return calls.map(({ id }) => id);
}

describeBoth('list', (ledger) => {
  it('pages through all calls, newest first, while others are added', async () => {
    // Three calls begin in the same second, so that pages end among equals.
    const at = (nth: number) => 1_760_000_000 + Math.floor(nth / 3);
    for (let nth = 0; nth < 23; nth += 1) await ledger().record(aLedgerCall({ id: nth, startedAtSeconds: at(nth) }), 1);
    const seen: number[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await ledger().list({}, { limit: 5, ...(after === undefined ? {} : { after }) });
      expect(page.calls.length).toBeLessThanOrEqual(5);
      seen.push(...page.calls.map(({ id }) => id));
      await ledger().record(aLedgerCall({ id: 1000 + seen.length, startedAtSeconds: 1_770_000_000 }), 1);
      after = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, nth) => 22 - nth));
  });

  it('ends after a page that is exactly full', async () => {
    for (const id of [1, 2]) await ledger().record(aLedgerCall({ id }), 1);
    expect(await ledger().list({}, { limit: 2 })).toMatchObject({ calls: [{ id: 2 }, { id: 1 }], next: null });
    expect(await ledger().list({}, { limit: 1 })).toMatchObject({ calls: [{ id: 2 }], next: '1760000000.2' });
  });

  it.each(['', '1', '1.', 'x.1', "1.1' or true", '1.1.1', '99999999999999999999.1'])(
    'refuses the cursor "%s"',
    async (after) => {
      await expect(ledger().list({}, { limit: 1, after })).rejects.toThrow(LedgerCursorInvalid);
    },
  );

  it.each<[string, CallFilter, number[]]>([
    ['nothing', {}, [4, 3, 2, 1]],
    ['states', { states: ['parked', 'skipped'] }, [3, 2]],
    ['no state', { states: [] }, []],
    ['a direction', { directions: ['outbound'] }, [4]],
    ['a qualification', { qualifications: ['missed', 'voicemail'] }, [3, 2]],
    ['lines', { lineIds: [50_002] }, [2]],
    ['agents', { agentIds: [70_001, 9] }, [1]],
    ['from, included', { fromSeconds: 200 }, [4, 3, 2]],
    ['to, excluded', { toSeconds: 200 }, [1]],
    ['all together', { fromSeconds: 0, toSeconds: 900, lineIds: [50_001], states: ['logged'], search: 'anna' }, [1]],
  ])('filters by %s', async (_what, filter, ids) => {
    await ledger().record(aLedgerCall({ id: 1, startedAtSeconds: 100 }), 1);
    const line = { id: 50_002, name: 'Sales', e164: null };
    await ledger().record(
      aLedgerCall({ id: 2, startedAtSeconds: 200, state: 'parked', line, qualification: 'missed', agent: null }),
      1,
    );
    await ledger().record(
      aLedgerCall({ id: 3, startedAtSeconds: 300, state: 'skipped', qualification: 'voicemail', agent: null }),
      1,
    );
    const agent = { id: 70_002, name: 'Bob', email: null };
    await ledger().record(
      aLedgerCall({ id: 4, startedAtSeconds: 400, direction: 'outbound', qualification: 'outbound-answered', agent }),
      1,
    );
    expect(await idsOf(ledger(), filter)).toEqual(ids);
  });
});

describeBoth('ofNumbers', (ledger) => {
  it('lists the newest calls of any of the numbers, up to the limit', async () => {
    const callers = ['+447700900123', '+447700900124', '+447700900125', null];
    for (let id = 0; id < 12; id += 1) {
      await ledger().record(aLedgerCall({ id, caller: callers[id % 4] ?? null, startedAtSeconds: 1000 + id }), 1);
    }
    const numbers = ['+447700900123', '+447700900125', '+33186651010'];
    const calls = await ledger().ofNumbers(numbers, 5);
    expect(calls.map(({ id }) => id)).toEqual([10, 8, 6, 4, 2]);
    expect(await ledger().ofNumbers([], 5)).toEqual([]);
    expect(await ledger().ofNumbers(["' or true --", '\0', '\uD800'], 5)).toEqual([]);
  });
});

describeBoth('choices', (ledger) => {
  it('lists the lines and agents of calls by name, each with its newest name', async () => {
    expect(await ledger().choices()).toEqual({ lines: [], agents: [] });
    const line = (name: string, id = 50_001) => ({ line: { id, name, e164: null } });
    const agent = (id: number, name: string | null, email: string | null = null) => ({ agent: { id, name, email } });
    const calls = [
      { ...line('Old'), ...agent(1, 'Anna Old') },
      { ...line('Support'), ...agent(1, 'Anna New') },
      { ...line('sales', 50_002), ...agent(1, null) },
      { ...line('Zoo', 50_003), ...agent(2, null, 'bob@example.com') },
      { ...line('Zoo', 50_003), ...agent(3, null) },
      { ...line('', 50_004), agent: null },
    ];
    for (const [nth, call] of calls.entries()) {
      await ledger().record(aLedgerCall({ id: 100 - nth, startedAtSeconds: nth, ...call }), 1);
    }
    expect(await ledger().choices()).toEqual({
      lines: [
        { id: 50_004, name: '50004' },
        { id: 50_002, name: 'sales' },
        { id: 50_001, name: 'Support' },
        { id: 50_003, name: 'Zoo' },
      ],
      agents: [
        { id: 3, name: '3' },
        { id: 1, name: 'Anna New' },
        { id: 2, name: 'bob@example.com' },
      ],
    });
  });
});

describeBoth('numberOfDigest', (ledger) => {
  const digestOf = (key: string): string => callerLinkFor(key).split('/').at(-1) ?? '';

  it('finds the number behind the link of a conversation', async () => {
    const callers = ['+33639981234', '+33639981235', '118 218', '+33\\x', null];
    for (const [id, caller] of callers.entries()) await ledger().record(aLedgerCall({ id, caller }), 1);
    expect(await ledger().numberOfDigest(digestOf('+33639981234'))).toBe('+33639981234');
    expect(await ledger().numberOfDigest(digestOf('+33639981235'))).toBe('+33639981235');
    expect(await ledger().numberOfDigest(digestOf('+33639981236'))).toBeNull();
    expect(await ledger().numberOfDigest(digestOf('unreadable-118218'))).toBeNull();
  });

  it('finds nothing once the caller is erased', async () => {
    await ledger().record(aLedgerCall({ id: 1, caller: '+33639981234' }), 1);
    await ledger().erase([1]);
    expect(await ledger().numberOfDigest(digestOf('+33639981234'))).toBeNull();
  });
});
