import { describe, expect, it } from 'vitest';
import type { AssignInput } from '../../activities/contract.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

/** A stage with an unassigned archived conversation, and an update for it. */
async function archivedConversation(changed: Partial<AssignInput['change']> = {}) {
  const stage = await openStage();
  const { conversation, appended } = await logCall(stage, aMissedCall());
  const { state } = stage.front;
  state.archiveConversation(conversation.id);
  const [anna, ben] = state.teammates.map(({ id }) => id);
  if (anna === undefined || ben === undefined) throw new Error('the simulator has no teammates');
  const input: AssignInput = {
    conversationId: conversation.id,
    change: { open: true, assigneeId: anna, inboxId: null, ...changed },
    previous: { assigneeId: null, inboxId: appended.inboxId },
  };
  const inboxId = (name: string): string => state.inboxes.find((inbox) => inbox.name === name)?.id ?? '';
  stage.front.journal.clear();
  return { stage, state, conversation, input, anna, ben, inboxId };
}

describe('assignAgent', () => {
  it('opens and assigns the conversation in one request', async () => {
    const { stage, conversation, input, anna } = await archivedConversation();
    expect(await stage.attempt('assignAgent', input)).toEqual({ done: 'set' });
    expect(conversation).toMatchObject({ status: 'assigned', assigneeId: anna });
    expect(stage.front.journal.entries.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', { status: 'open', assignee_id: anna }],
    ]);
  });

  it.each<[string, Partial<AssignInput['change']>, Record<string, unknown>]>([
    ['opens alone', { assigneeId: null }, { status: 'unassigned', assigneeId: null }],
    ['assigns alone', { open: false }, { status: 'archived', assigneeId: 'tea_rt' }],
  ])('%s', async (_what, change, wanted) => {
    const { stage, conversation, input } = await archivedConversation(change);
    await stage.attempt('assignAgent', input);
    expect(conversation).toMatchObject(wanted);
  });

  it('moves the conversation to the inbox of a rule, once', async () => {
    const { stage, conversation, input, inboxId } = await archivedConversation();
    const change = { ...input.change, inboxId: inboxId('Voicemail') };
    await stage.attempt('assignAgent', { ...input, change });
    expect(conversation.inboxIds).toEqual([inboxId('Voicemail')]);
    await stage.attempt('assignAgent', { ...input, change }, { attempt: 2 });
    expect(conversation.inboxIds).toEqual([inboxId('Voicemail')]);
    expect(stage.front.journal.find({ method: 'PATCH' })).toHaveLength(1);
  });

  it('changes nothing when it runs again', async () => {
    const { stage, input } = await archivedConversation();
    await stage.attempt('assignAgent', input);
    stage.front.journal.clear();
    expect(await stage.attempt('assignAgent', input, { attempt: 2 })).toEqual({ done: 'already so' });
    expect(stage.front.journal.find({ method: 'PATCH' })).toEqual([]);
  });

  it('applies every change in the second attempt when the first had no effect', async () => {
    const { stage, conversation, input, anna } = await archivedConversation();
    stage.strike(1, { kind: 'cut-before' });
    const { result, failures } = await stage.untilDone('assignAgent', input);
    expect([result, failures]).toEqual([{ done: 'set' }, ['FrontOutcomeUnknown']]);
    expect(conversation).toMatchObject({ status: 'assigned', assigneeId: anna });
  });

  it('keeps a teammate whom a person assigned meanwhile, and still opens the conversation', async () => {
    const { stage, state, conversation, input, ben } = await archivedConversation();
    state.assign(conversation.id, ben);
    await stage.attempt('assignAgent', input, { attempt: 2 });
    expect(conversation).toMatchObject({ assigneeId: ben, status: 'assigned' });
  });

  it('keeps the conversation unassigned when a person removed the agent meanwhile', async () => {
    const { stage, state, conversation, input } = await archivedConversation({ open: false });
    await stage.attempt('assignAgent', input);
    state.assign(conversation.id, null);
    await stage.attempt(
      'assignAgent',
      { ...input, previous: { ...input.previous, assigneeId: 'tea_other' } },
      { attempt: 2 },
    );
    expect(conversation.assigneeId).toBeNull();
  });

  it('leaves the conversation where a person moved it meanwhile', async () => {
    const { stage, state, conversation, input, inboxId } = await archivedConversation();
    state.moveConversation(conversation.id, inboxId('Sales'));
    const change = { ...input.change, inboxId: inboxId('Voicemail') };
    await stage.attempt('assignAgent', { ...input, change }, { attempt: 2 });
    expect(conversation.inboxIds).toEqual([inboxId('Sales')]);
  });

  it.each([400, 404, 410, 422])('leaves a conversation that Front refuses to show again: %i', async (status) => {
    const { stage, conversation, input } = await archivedConversation();
    stage.front.faults.add({ method: 'GET', path: `/conversations/${conversation.id}$`, kind: 'status', status });
    expect(await stage.attempt('assignAgent', input, { attempt: 2 })).toEqual({ done: 'already so' });
    expect(conversation.status).toBe('archived');
  });

  it.each([400, 404, 410, 422])('moves nothing again where Front refuses to say its inbox: %i', async (status) => {
    const { stage, conversation, input, anna, inboxId } = await archivedConversation();
    stage.front.faults.add({ method: 'GET', path: '/inboxes$', kind: 'status', status });
    const before = conversation.inboxIds;
    const change = { ...input.change, inboxId: inboxId('Voicemail') };
    expect(await stage.attempt('assignAgent', { ...input, change }, { attempt: 2 })).toEqual({ done: 'set' });
    expect(conversation).toMatchObject({ status: 'assigned', assigneeId: anna, inboxIds: before });
  });

  it('updates the surviving conversation after a merge', async () => {
    const { stage, state, conversation, input, anna } = await archivedConversation();
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.archiveConversation(mail.id);
    state.mergeConversations(conversation.id, mail.id);
    await stage.attempt('assignAgent', input);
    expect(mail).toMatchObject({ status: 'assigned', assigneeId: anna });
  });
});
