import { expect, it } from 'vitest';
import type { Turn } from '../../activities/turn-contract.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { notYourTurn, openStage } from './stage.ts';

const contact = { contact: 'created', conversation: null, deletedId: null, turn: null } as const;

/** A lock that answers so, and what was asked of it; its last turn ended long ago, unless told. */
function lockWith(lockRunId: string | null, lastEndedMs = 0) {
  const asked: string[] = [];
  return {
    asked,
    take: async (lockId: string, holder: string) => {
      asked.push(`${holder} takes ${lockId}`);
      return lockRunId;
    },
    lastEndedMs: async () => lastEndedMs,
    giveBack: async ({ lockId, holder, lockRunId: run }: Turn) => {
      asked.push(`${holder} gives ${lockId} back, ${run}`);
    },
  };
}

const turn: Turn = { lockId: 'caller-1', holder: 'call-1', state: 'wanted', lockRunId: null };
const held: Turn = { ...turn, state: 'held', lockRunId: 'run-1' };

it('asks nothing of Front, and fails nothing, when it is not its turn', async () => {
  const turns = lockWith(null);
  const stage = await openStage({ deps: { turns } });
  const input = contactOf(aCall(), { turn, turnFirst: true });
  await expect(stage.attempt('findOrCreateContact', input)).rejects.toThrow(notYourTurn);
  await expect(stage.attempt('appendToConversation', appendOf(aCall(), contact, { turn }))).rejects.toThrow(
    notYourTurn,
  );
  expect(turns.asked).toEqual(['call-1 takes caller-1', 'call-1 takes caller-1']);
  expect(stage.front.journal.entries).toEqual([]);
});

it('takes its turn once, goes on, and keeps it', async () => {
  const turns = lockWith('run-1');
  const stage = await openStage({ deps: { turns } });
  const result = await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn }));
  expect(result.turn).toEqual(held);
  expect(turns.asked).toEqual(['call-1 takes caller-1']);
  expect(stage.front.state.contacts).toHaveLength(1);
});

it('asks for nothing once it has been told that the turn is its own', async () => {
  const turns = lockWith(null);
  const stage = await openStage({ deps: { turns } });
  const result = await stage.attempt('findOrCreateContact', contactOf(aCall(), { turn: { ...turn, state: 'told' } }));
  expect(result.turn).toEqual({ ...held, lockRunId: null });
  expect(turns.asked).toEqual([]);
  expect(stage.front.state.contacts).toHaveLength(1);
});

it('gives the turn back once the call stands in Front, and not while something is left to set', async () => {
  const turns = lockWith('run-1');
  const stage = await openStage({ deps: { turns } });
  await stage.untilDone('findOrCreateContact', contactOf(aCall()));
  const first = await stage.untilDone('appendToConversation', appendOf(aCall(), contact, { turn: held }));
  expect(first.result.turn).toEqual({ ...held, state: 'given back' });
  expect(turns.asked).toEqual(['call-1 gives caller-1 back, run-1']);
  await stage.front.settled();

  const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
  const next = aCall({ id: 2, agent: ben });
  const { result: known } = await stage.untilDone('findOrCreateContact', contactOf(next));
  stage.front.faults.add({ method: 'PATCH', path: '/conversations/', kind: 'status', status: 403, times: 1 });
  const second = await stage.attempt('appendToConversation', appendOf(next, known, { turn: held }));
  expect(second.settle?.change).toMatchObject({ open: false, inboxId: null });
  expect(second.turn).toEqual(held);
  expect(turns.asked).toHaveLength(1);
});

it.each([
  ['parks the call, since nobody else knows which run it was', 401, ['call-1 gives caller-1 back, run-1']],
  ['is tried again, and not', 503, []],
] as const)('gives a turn that it took back when it %s', async (_when, status, given) => {
  const turns = lockWith('run-1');
  const stage = await openStage({ deps: { turns } });
  stage.front.faults.add({ path: '/contacts', kind: 'status', status, times: 1 });
  await stage.failureOf('findOrCreateContact', contactOf(aCall(), { turn, turnFirst: true }));
  expect(turns.asked.slice(1)).toEqual(given);
});

it('leaves a lock that cannot be told to the workflow', async () => {
  const turns = { ...lockWith('run-1'), giveBack: async () => Promise.reject(new Error('Temporal is away')) };
  const stage = await openStage({ deps: { turns } });
  await stage.untilDone('findOrCreateContact', contactOf(aCall()));
  const { result } = await stage.untilDone('appendToConversation', appendOf(aCall(), contact, { turn: held }));
  expect(result.turn).toEqual(held);
});

it('needs no turn for a caller who is nobody in particular', async () => {
  const turns = lockWith(null);
  const stage = await openStage({ deps: { turns } });
  const { result } = await stage.untilDone(
    'appendToConversation',
    appendOf(aCall({ caller: { kind: 'anonymous' } }), contact),
  );
  expect(result.began).toBe(true);
  expect(result.turn).toBeNull();
  expect(turns.asked).toEqual([]);
});
