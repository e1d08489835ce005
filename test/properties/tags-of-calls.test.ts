import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import { nameKey } from '../../src/domain/ids.ts';
import { logCall } from '../activities/log-call.ts';
import { openStage } from '../activities/stage.ts';
import { aLedgerCall } from '../adapters/ledger/a-ledger-call.ts';
import { openTestLedger } from '../adapters/ledger/open-test-ledger.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

/** Front's tags, one with a blank, and how configurations write their names. */
const tags = [
  { id: 'tag_gold', name: 'gold ' },
  { id: 'tag_billing', name: 'Billing' },
];
const anyTag = fc.constantFrom<string>('gold', ' GOLD', 'billing', 'Brand new');
const changes = fc.array(
  fc.record({ call: fc.nat(2), tags: fc.uniqueArray(anyTag, { selector: nameKey, maxLength: 2 }) }),
  { minLength: 2, maxLength: 6 },
);

it('a conversation has exactly the tags of its calls, in whatever order they were added and removed', async () => {
  const stage = await openStage({ front: { tags }, timeoutMs: 10_000, deps: { ledger } });
  const { state } = stage.front;
  let callers = 0;
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      callers += 1;
      const e164 = `+44770091${1000 + callers}`;
      const { conversation } = await logCall(stage, aMissedCall({ id: callers, caller: { kind: 'number', e164 } }));
      const { id: conversationId } = conversation;
      const own: string[][] = [[], [], []];
      const takenOff = own.map((_, call) => ({ call, tags: [] }));
      for (const { call, tags: wanted } of [...all, ...takenOff]) {
        const callId = callers * 10 + call;
        const before = own[call] ?? [];
        const add = wanted.filter((tag) => !before.includes(tag));
        const remove = before.filter((tag) => !wanted.includes(tag));
        const of = { callId, caller: e164 };
        if (add.length + remove.length > 0) await stage.attempt('changeTags', { conversationId, add, remove, of });
        own[call] = wanted;
        await ledger.record(aLedgerCall({ id: callId, caller: e164, conversationId, tags: wanted }), Date.now());
        const shown = state.tags.filter(({ id }) => conversation.tagIds.includes(id)).map(({ name }) => nameKey(name));
        expect(shown.toSorted()).toEqual([...new Set(own.flat().map(nameKey))].toSorted());
      }
      expect(state.tags.filter(({ name }) => nameKey(name) === 'brand new').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 15 },
  );
});
