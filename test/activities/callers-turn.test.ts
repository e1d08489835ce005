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

const turn = { lockId: 'caller-1', holder: 'call-1', told: false };

it('asks nothing of Front, and fails nothing, when it is not its turn', async () => {
  const turns = nobodysTurn(false);
  const stage = await openStage({ deps: { turns } });
  await expect(stage.attempt('findOrCreateContact', contactOf(aCall(), { turn }))).rejects.toThrow(notYourTurn);
  expect(turns.asked).toEqual(['call-1 takes caller-1']);
  expect(stage.front.journal.entries).toEqual([]);
});

it('takes its turn once, and goes on', async () => {
  const turns = nobodysTurn(true);
  const stage = await openStage({ deps: { turns } });
  await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn }));
  expect(turns.asked).toEqual(['call-1 takes caller-1']);
  expect(stage.front.state.contacts).toHaveLength(1);
});

it('asks for nothing once it has been told that the turn is its own', async () => {
  const turns = nobodysTurn(false);
  const stage = await openStage({ deps: { turns } });
  await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn: { ...turn, told: true } }));
  expect(turns.asked).toEqual([]);
  expect(stage.front.state.contacts).toHaveLength(1);
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
