import { expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { notYourTurn, openStage } from './stage.ts';

const contact = { contact: 'created', conversation: null, deletedId: null } as const;

/** Turns that are never given, and what was asked of them. */
function nobodysTurn(answer: boolean) {
  const asked: string[] = [];
  return {
    asked,
    take: async (lockId: string, holder: string) => {
      asked.push(`${holder} takes ${lockId}`);
      return answer;
    },
  };
}

const turn = { lockId: 'caller-1', holder: 'call-1', takenAtMs: null };

it('asks nothing of Front, and fails nothing, when it is not its turn', async () => {
  const turns = nobodysTurn(false);
  const stage = await openStage({ deps: { turns } });
  const asked = [
    stage.attempt('findOrCreateContact', contactOf(aCall(), { turn })),
    stage.attempt('appendToConversation', appendOf(aCall(), contact, { turn })),
  ];
  for (const answer of asked) await expect(answer).rejects.toThrow(notYourTurn);
  expect(turns.asked).toEqual(['call-1 takes caller-1', 'call-1 takes caller-1']);
  expect(stage.front.journal.entries).toEqual([]);
});

it('takes its turn once, and goes on', async () => {
  const turns = nobodysTurn(true);
  const stage = await openStage({ deps: { turns } });
  await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn }));
  expect(turns.asked).toEqual(['call-1 takes caller-1']);
  expect(stage.front.state.contacts).toHaveLength(1);
});

it.each([
  ['asks for nothing while the turn cannot have been lost', 25_000, 0],
  ['asks again when it may have run out', 35_000, 1],
])('%s', async (_what, agoMs, asked) => {
  const turns = nobodysTurn(true);
  const stage = await openStage({ deps: { turns } });
  const taken = { ...turn, takenAtMs: Date.now() - agoMs };
  await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn: taken }));
  expect(turns.asked).toHaveLength(asked);
});

it('needs no turn for a caller who is nobody in particular', async () => {
  const turns = nobodysTurn(false);
  const stage = await openStage({ deps: { turns } });
  const { result } = await stage.untilDone(
    'appendToConversation',
    appendOf(aCall({ caller: { kind: 'anonymous' } }), contact),
  );
  expect(result.began).toBe(true);
  expect(turns.asked).toEqual([]);
});
