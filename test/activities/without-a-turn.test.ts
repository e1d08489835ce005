import { describe, expect, it } from 'vitest';
import type { ContactInput } from '../../activities/contract.ts';
import type { Turn } from '../../activities/turn-contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage, type Stage } from './stage.ts';

const turn: Turn = { lockId: 'caller-1', holder: 'call-2', state: 'wanted', lockRunId: null };
const spared: Turn = { ...turn, state: 'not needed' };
const anna = aCall().agent;
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const unknown = anAgent({ id: 70009, name: 'Nobody', email: 'nobody@example.com' });

interface Scene {
  stage: Stage;
  /** What was asked of the lock. */
  asked: string[];
  conversationId: string;
}

/** A caller whose conversation is open and assigned to Anna. */
async function openScene({ lastEndedMs = 0 }: { lastEndedMs?: number } = {}): Promise<Scene> {
  const asked: string[] = [];
  const turns = {
    take: async () => {
      asked.push('take');
      return 'run-1';
    },
    giveBack: async () => {
      asked.push('give back');
    },
    lastEndedMs: async () => lastEndedMs,
  };
  const stage = await openStage({ deps: { turns } });
  const { conversation } = await logCall(stage, aCall());
  stage.front.journal.clear();
  asked.length = 0;
  return { stage, asked, conversationId: conversation.id };
}

const asInput = (call: Call, changed: Partial<ContactInput> = {}): ContactInput =>
  contactOf(call, { turn, ...changed });
const paths = ({ stage }: Scene): string[] =>
  stage.front.journal.entries.map(({ method, path }) => `${method} ${path}`);
const second = (changed: Partial<Call> = {}): Call => aCall({ id: 2, ...changed });

describe('a call that only adds entries to an open conversation', () => {
  it.each([
    ['answered by whom it is assigned to', second({ agent: anna }), anna],
    ['answered by an agent who is no teammate', second({ agent: unknown }), unknown],
    ['that assigns nobody', aMissedCall({ id: 2 }), null],
  ])('takes no turn: one %s', async (_which, call, assignTo) => {
    const scene = await openScene();
    const known = await scene.stage.attempt('findOrCreateContact', asInput(call, { assignTo }));
    expect(known).toMatchObject({ contact: 'found', turn: spared });
    const appended = await scene.stage.attempt('appendToConversation', appendOf(call, known, { turn: spared }));
    expect(appended).toMatchObject({ conversationId: scene.conversationId, began: false, settle: null, turn: spared });
    expect(scene.asked).toEqual([]);
    expect(paths(scene).filter((path) => path.startsWith('GET'))).toHaveLength(2);
  });

  it('goes by what it saw when an attempt fails: what a person changes meanwhile stays', async () => {
    const scene = await openScene();
    const { stage, conversationId } = scene;
    const known = await stage.attempt('findOrCreateContact', asInput(second()));
    const input = appendOf(second(), known, { turn: spared });
    stage.strike(2, { kind: 'status', status: 503 });
    await stage.failureOf('appendToConversation', input);
    stage.front.state.assign(conversationId, null);
    const { settle } = await stage.attempt('appendToConversation', input, { attempt: 2 });
    await stage.front.settled();
    const { assigneeId, messages } = stage.front.state.conversation(conversationId) ?? {};
    expect({ settle, assigneeId, asked: scene.asked }).toEqual({ settle: null, assigneeId: null, asked: [] });
    expect(messages).toHaveLength(4);
  });
});

it('assigns nobody without the turn, though this worker knows a teammate that the one before did not', async () => {
  const scene = await openScene();
  const call = second({ agent: ben });
  const known = await scene.stage.attempt('findOrCreateContact', asInput(call, { assignTo: unknown }));
  const appended = await scene.stage.attempt('appendToConversation', appendOf(call, known, { turn: spared }));
  expect(appended).toMatchObject({ settle: null, agent: { kind: 'matched' } });
  expect(paths(scene).some((path) => path.startsWith('PATCH'))).toBe(false);
});

describe('a turn is taken', () => {
  const look = 'GET /contacts/alt:phone:%2B447700900123/conversations';
  const takes = async (scene: Scene, input: ContactInput, attempt = 1): Promise<void> => {
    const { turn: held } = await scene.stage.attempt('findOrCreateContact', input, { attempt });
    expect(held).toEqual({ ...turn, state: 'held', lockRunId: 'run-1' });
    expect(scene.asked).toEqual(['take']);
  };

  it('by a call that assigns the conversation, without another request', async () => {
    const scene = await openScene();
    await takes(scene, asInput(second({ agent: ben })));
    expect(paths(scene)).toEqual([look]);
  });

  it('where the conversation is archived, without another request', async () => {
    const scene = await openScene();
    scene.stage.front.state.archiveConversation(scene.conversationId);
    await takes(scene, asInput(second()));
    expect(paths(scene)).toEqual([look]);
  });

  it('where the conversation is archived and another call has had the turn of late: then it is looked at again', async () => {
    const scene = await openScene({ lastEndedMs: Date.now() });
    scene.stage.front.state.archiveConversation(scene.conversationId);
    await takes(scene, asInput(second()));
    expect(paths(scene)).toEqual([look, look]);
  });

  it.each([
    ['by what is to take it first', { turnFirst: true }, 1],
    ['by what a workflow of an earlier version asks', { turnFirst: undefined, assignTo: undefined }, 1],
    ['by an attempt after a failed one', {}, 2],
    ['by a call that is in line for it', { turn: { ...turn, state: 'in line' as const } }, 1],
  ])('%s', async (_by, changed, attempt) => {
    const scene = await openScene();
    await takes(scene, asInput(second(), changed), attempt);
    expect(paths(scene)).toEqual([look]);
  });

  it('where the conversation has no subject, which the call then sets', async () => {
    const scene = await openScene();
    const conversation = scene.stage.front.state.conversation(scene.conversationId);
    if (conversation !== undefined) conversation.subject = '';
    await takes(scene, asInput(second()));
    expect(paths(scene)).toEqual([look]);
  });

  it('by the call of a new caller, whose contact it makes without looking twice', async () => {
    const scene = await openScene();
    await takes(scene, asInput(second({ caller: { kind: 'number', e164: '+442079460101' } })));
    const looks = paths(scene).filter((path) => path.startsWith('GET'));
    expect(new Set(looks).size).toBe(looks.length);
    expect(paths(scene).at(-1)).toBe('POST /contacts');
  });
});
