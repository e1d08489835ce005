import { expect, it } from 'vitest';
import { LedgerUnavailable } from '../../src/adapters/ledger/ledger-faults.ts';
import type { LedgerCall } from '../../src/domain/ledger-call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { openStage } from './stage.ts';

const contact = { contact: 'created', conversation: null, deletedId: null, turn: null } as const;

function keepingLedger() {
  const recorded: Array<{ call: LedgerCall; revision: number }> = [];
  return {
    recorded,
    async record(call: LedgerCall, revision: number) {
      recorded.push({ call, revision });
    },
  };
}

it('notes the logged call in the ledger, with what is still awaited', async () => {
  const ledger = keepingLedger();
  const stage = await openStage({ deps: { ledger } });
  const { result } = await stage.untilDone('appendToConversation', appendOf(aCall(), contact, { revision: 42 }));
  expect(result.recorded).toBe(true);
  expect(ledger.recorded).toMatchObject([
    {
      revision: 42,
      call: {
        id: 8_000_001,
        state: 'logged',
        qualification: 'inbound-answered',
        conversationId: result.conversationId,
        loggedAtSeconds: result.loggedAtSeconds,
        recording: 'awaited',
        voicemail: 'none',
      },
    },
  ]);
});

it.each([
  ['is away', async () => Promise.reject(new LedgerUnavailable('the database is away'))],
  ['does not answer', async () => await new Promise<void>(() => {})],
])('leaves it to the workflow when the database %s: the call stands in Front', async (_how, record) => {
  const stage = await openStage({ deps: { ledger: { record } } });
  const { result, failures } = await stage.untilDone('appendToConversation', appendOf(aCall(), contact));
  expect([result.recorded, failures]).toEqual([false, []]);
  await stage.front.settled();
  expect(stage.front.state.conversations[0]?.messages).toHaveLength(2);
});

it.each([
  ['is lost after Front did it', 'cut-after', 0],
  ['never comes, for Front did nothing', 'cut-before', 1],
] as const)('an assignment whose answer %s is left to a step that looks first', async (_how, kind, again) => {
  const stage = await openStage();
  await stage.untilDone('appendToConversation', appendOf(aCall(), contact));
  await stage.front.settled();
  const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
  const next = aCall({ id: 2, agent: ben });
  const { result: known } = await stage.untilDone('findOrCreateContact', contactOf(next));
  stage.front.faults.add({ method: 'PATCH', path: '/conversations/', kind, times: 1 });
  const { settle, conversationId } = await stage.attempt('appendToConversation', appendOf(next, known));
  if (settle === null) throw new Error('nothing is left to settle');
  stage.front.journal.clear();
  await stage.attempt('assignAgent', { conversationId, ...settle, lookFirst: true });
  expect(stage.front.journal.find({ method: 'PATCH' })).toHaveLength(again);
  const benId = stage.front.state.teammate('alt:email:ben.backup@example.com')?.id;
  expect(stage.front.state.conversation(conversationId)?.assigneeId).toBe(benId);
});
