import { describe, expect, it } from 'vitest';
import type { AgentMatch } from '../../activities/contract.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';
import { appendOf } from './append-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const newCaller = {
  contact: 'created',
  conversation: null,
  deletedId: null,
  alreadyLogged: false,
  lookedAtMs: Date.now(),
} as const;

describe('the agent of a call', () => {
  it.each<[string, Record<string, string>, ReturnType<typeof anAgent> | null, 'map' | 'email']>([
    ['by e-mail', {}, anAgent(), 'email'],
    ['by e-mail, case ignored', {}, anAgent({ email: ' Anna.Agent@Example.COM ' }), 'email'],
    [
      'by the map',
      { 'anna@phones.example': 'anna.agent@example.com' },
      anAgent({ email: 'anna@phones.example' }),
      'map',
    ],
    [
      'by the map, case ignored',
      { 'anna@phones.example': 'Anna.Agent@Example.com' },
      anAgent({ email: 'Anna@Phones.example' }),
      'map',
    ],
    [
      'by the map before the e-mail',
      { 'ben.backup@example.com': 'anna.agent@example.com' },
      anAgent({ email: 'ben.backup@example.com' }),
      'map',
    ],
  ])('is matched %s', async (_how, agents, agent, by) => {
    const stage = await openStage({ deps: { preferences: preferencesWith({ agents }) } });
    const { appended, conversation } = await logCall(stage, aCall({ agent }));
    const teammateId = stage.front.state.teammate('alt:email:anna.agent@example.com')?.id;
    expect(appended.agent).toEqual({ kind: 'matched', teammateId, by });
    expect(conversation.assigneeId).toBe(teammateId);
    expect(conversation.messages.map(({ authorId }) => authorId)).toEqual([teammateId, teammateId]);
  });

  it.each<[Extract<AgentMatch, { kind: 'unmatched' }>['reason'], ReturnType<typeof anAgent> | null, string]>([
    ['no agent', null, 'unknown'],
    ['no e-mail', anAgent({ email: null }), 'Anna Agent'],
    ['no e-mail', anAgent({ email: '  ' }), 'Anna Agent'],
    ['no such teammate', anAgent({ name: 'Dirk Dienst', email: 'dirk.dienst@example.com' }), 'Dirk Dienst'],
    ['teammate is blocked', anAgent({ name: 'Bob Blocked', email: 'bob.blocked@example.com' }), 'Bob Blocked'],
  ])('is named in an unassigned conversation when no teammate matches (%s)', async (reason, agent, name) => {
    const stage = await openStage();
    const { appended, conversation } = await logCall(stage, aCall({ agent }));
    expect(appended).toMatchObject({ agent: { kind: 'unmatched', reason }, update: null });
    expect(conversation).toMatchObject({ assigneeId: null, status: 'unassigned' });
    expect(conversation.messages[0]).toMatchObject({ isInbound: false, authorId: null });
    expect(conversation.messages[0]?.body).toContain(`Agent: ${name}`);
    expect(conversation.messages[0]?.recipients[0]?.name).toBe(name);
  });

  it('is looked up in Front once, not for every call', async () => {
    const stage = await openStage();
    for (const id of [1, 2, 3]) await logCall(stage, aCall({ id }));
    expect(stage.front.journal.find({ path: /^\/teammates/ })).toHaveLength(1);
    expect(stage.front.journal.find({ path: /^\/inboxes$/ })).toHaveLength(1);
  });
});

describe('the inbox of a call', () => {
  it.each([
    ['by its name', 'Sales'],
    ['by its name, case and spaces ignored', ' sALES '],
    ['by its id', 'inb_sales'],
  ])('is found %s', async (_how, inbox) => {
    const inboxes = [{ name: 'Aircall Phone' }, { name: 'Sales', id: 'inb_sales' }];
    const stage = await openStage({ front: { inboxes } });
    const { appended, conversation } = await logCall(stage, aCall(), { inbox });
    expect(appended.inboxId).toBe('inb_sales');
    expect(conversation.inboxIds).toEqual(['inb_sales']);
  });

  it.each([
    ['a name', 'Sails', 'FrontNotFound'],
    ['an id', 'inb_404', 'FrontNotFound'],
  ])('parks the call with a remedy when %s matches no inbox in Front', async (_by, inbox, type) => {
    const stage = await openStage();
    const failure = await stage.failureOf('appendToConversation', appendOf(aCall(), newCaller, { inbox }));
    expect(failure).toMatchObject({ type, nonRetryable: true });
    expect(failure.details).toEqual([{ remedy: expect.stringContaining('{"inbox": "another inbox"}') as unknown }]);
    expect(stage.front.state.conversations).toEqual([]);
  });

  it('is named in the failure when the configuration names it', async () => {
    const stage = await openStage();
    const failure = await stage.failureOf('appendToConversation', appendOf(aCall(), newCaller, { inbox: 'Sails' }));
    expect(failure.message).toContain('"Sails"');
  });

  it('can change at the next attempt, and then receives the whole call', async () => {
    const stage = await openStage();
    await stage.failureOf('appendToConversation', appendOf(aCall(), newCaller, { inbox: 'Sails' }));
    const { conversation } = await logCall(stage, aCall(), { inbox: 'Sales' });
    expect(conversation.messages).toHaveLength(2);
  });

  it('is looked up again before its 404 counts, and again after a retry', async () => {
    const stage = await openStage();
    const { state } = stage.front;
    await logCall(stage, aCall(), { inbox: 'Sales' });
    state.remove(state.inboxes.find(({ name }) => name === 'Sales')?.id ?? '');
    const other = aCall({ id: 2, caller: { kind: 'number', e164: '+447700900777' } });
    const input = appendOf(other, newCaller, { inbox: 'Sales' });
    const failures = [
      await stage.failureOf('appendToConversation', input),
      await stage.failureOf('appendToConversation', input, { attempt: 2 }),
    ];
    expect(failures.map(({ type }) => type)).toEqual(['FrontUnavailable', 'FrontNotFound']);
    const { id } = state.addInbox('Sales');
    expect((await logCall(stage, other, { inbox: 'Sales' })).appended.inboxId).toBe(id);
  });

  it('is the configured one when the token cannot see the inboxes of the conversation', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    conversation.inboxIds = [];
    const { appended } = await logCall(stage, aCall({ id: 2 }), { inbox: 'Sales' });
    expect(appended.inboxId).toBe(stage.front.state.inboxes.find(({ name }) => name === 'Sales')?.id);
  });
});
