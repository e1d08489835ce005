import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { anyText, textOf } from '../../properties/any-text.ts';
import { aLedgerCall } from './a-ledger-call.ts';
import { describeBoth } from './both-ledgers.ts';

async function idsFor(ledger: Ledger, search: string): Promise<number[]> {
  const { calls } = await ledger.list({ search }, { limit: 100 });
  return calls.map(({ id }) => id);
}

/** As the ledger keeps a text. */
const kept = (text: string): string => text.replaceAll('\0', '').slice(0, 500).toWellFormed();

describeBoth('search', (ledger) => {
  it.each<[string, number[]]>([
    ['+33 1 86 65 10 10', [1]],
    ['0033186651010', [1]],
    ['01.86.65.10.10', [1]],
    ['+33 (0)1 86 65 10 10', [1]],
    ['１８６６５', [1]],
    ['01-8665–1010', [1]],
    ['6651', [1]],
    ['07700 900123', [2]],
    ['3000000002', [2]],
    ['3 000 000 002', [2]],
    ['CAMILLE', [1]],
    ['lefevre', [1]],
    ['Lefèvre', [1]],
    ['lefe\u0300vre', [1]],
    ['  camille   lef ', [1]],
    ['zoë', [2, 1]],
    ['anna agent', [2]],
    ['bonnie', []],
    ['99999999999999999999999', []],
    ['', [2, 1]],
    ['   ', [2, 1]],
    ['\0', [2, 1]],
    ['extension 4', []],
  ])('finds the expected calls for "%s"', async (search, ids) => {
    await ledger().record(
      aLedgerCall({
        id: 3_000_000_001,
        caller: '+33186651010',
        callerName: 'Camille Lefèvre',
        agent: { id: 1, name: 'Zoë', email: null },
      }),
      1,
    );
    await ledger().record(
      aLedgerCall({ id: 3_000_000_002, caller: '(07700) 900-123', callerName: 'ZOE', startedAtSeconds: 1_760_000_001 }),
      1,
    );
    expect((await idsFor(ledger(), search)).map((id) => id - 3_000_000_000)).toEqual(ids);
  });

  it.each([
    ['%', 1],
    ['_', 2],
    ['\\', 3],
    ["'", 4],
    ['"', 5],
    ['👩‍👩‍👧', 6],
    ["'); drop table calls; --", 7],
    ['half\uD800', 8],
    ['nul\0nul', 9],
    ['$1', 10],
  ])('takes %j literally', async (search, id) => {
    const names = [
      '5% off',
      'snake_case',
      'back\\slash',
      "O'Neill",
      '"Q"',
      'x 👩‍👩‍👧 y',
      "Bobby'); DROP TABLE calls; --",
    ];
    for (const [nth, callerName] of [...names, 'half\uD800', 'nul\0nul', 'cost $1'].entries()) {
      await ledger().record(aLedgerCall({ id: nth + 1, callerName, caller: '+33100000000', agent: null }), 1);
    }
    const found = await idsFor(ledger(), search);
    expect(found).toContain(id);
    // A quote is in two of the names.
    expect(found.length).toBe(search === "'" ? 2 : 1);
  });
});

describeBoth('hostile texts', (ledger) => {
  it('are stored, found and reported', async () => {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(anyText.map(textOf), anyText.map(textOf), async (callerName, other) => {
        id += 1;
        const call = aLedgerCall({
          id,
          callerName,
          caller: other,
          reason: other,
          line: { id, name: other, e164: other },
          agent: { id, name: callerName, email: other },
          conversationId: callerName,
        });
        await ledger().record(call, 1);
        expect(await ledger().find(id)).toEqual({
          ...call,
          callerName: kept(callerName),
          caller: kept(other),
          reason: kept(other),
          line: { id, name: kept(other), e164: kept(other) },
          agent: { id, name: kept(callerName), email: kept(other) },
          conversationId: kept(callerName),
        });
        const part = Array.from(kept(callerName)).slice(0, 100).join('');
        expect(await idsFor(ledger(), part)).toContain(id);
        expect(await ledger().ofNumbers([other], 100)).toContainEqual(expect.objectContaining({ id }));
        expect((await ledger().ofCaller(other)).every(({ caller }) => caller !== null)).toBe(true);
      }),
      { numRuns: 60 },
    );
    const { groups } = await ledger().report({ fromSeconds: 0, toSeconds: 2_000_000_000 }, 'UTC');
    expect(groups.line).toHaveLength(id);
  });

  it('are refused as a time zone without revealing the query', async () => {
    await ledger().record(aLedgerCall(), 1);
    const asked = ledger().report({ fromSeconds: 0, toSeconds: 2e9, search: 'Cara' }, "Mars/Olympus'");
    await expect(asked).rejects.toThrow(
      expect.objectContaining({ name: 'LedgerRefused', message: expect.not.stringMatching(/cara|select/i) as string }),
    );
  });
});
