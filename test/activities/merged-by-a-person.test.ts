import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const later = aMissedCall({ id: 8_000_002, startedAtSeconds: 1_760_001_000, endedAtSeconds: 1_760_001_020 });

/** The caller's conversation has been merged into one of e-mails, which has no mark of the caller. */
async function afterMerge() {
  const stage = await openStage();
  const { conversation } = await logCall(stage, aCall());
  const { state } = stage.front;
  const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
  state.mergeConversations(conversation.id, mail.id);
  return { stage, state, mail };
}

describe("a call whose caller's conversation a person merged into another", () => {
  it('goes to the other conversation, which later calls find at once', async () => {
    const { stage, state, mail } = await afterMerge();
    const first = await logCall(stage, later);
    expect(first.appended.conversationId).toBe(mail.id);
    expect(mail.links).toHaveLength(1);
    const second = await logCall(stage, { ...later, id: 3 });
    expect(second.contact.conversation?.conversationId).toBe(mail.id);
    expect(state.conversations.filter(({ mergedInto }) => mergedInto === null)).toHaveLength(1);
  });

  it('reopens the other conversation when it was archived', async () => {
    const { stage, state, mail } = await afterMerge();
    state.archiveConversation(mail.id);
    await logCall(stage, later);
    expect(mail.status).toBe('unassigned');
  });

  it('assigns the other conversation to the agent who took the call', async () => {
    const { stage, state, mail } = await afterMerge();
    await logCall(stage, aCall({ id: 3 }));
    expect(mail.assigneeId).toBe(state.teammates[0]?.id);
  });

  it('keeps the other conversation open under the policy archived', async () => {
    const { stage, mail } = await afterMerge();
    await logCall(stage, later, { policy: 'archived' });
    expect(mail.status).toBe('unassigned');
  });

  it('keeps the subject of the other conversation while that is open', async () => {
    const { stage, mail } = await afterMerge();
    await logCall(stage, later);
    expect(mail.subject).toBe('Refund');
  });

  it('keeps the other conversation in its inbox', async () => {
    const { stage, mail } = await afterMerge();
    const before = [...mail.inboxIds];
    await logCall(stage, later);
    expect(mail.inboxIds).toEqual(before);
  });

  it.each([
    ['opens and assigns', 'open', { open: true, assigneeId: 'Anna', inboxId: null }],
    ['changes nothing of', 'history', null],
  ] as const)('%s the other conversation when only Front knows where it is: %s', async (_what, policy, change) => {
    const { stage, state, mail } = await afterMerge();
    state.archiveConversation(mail.id);
    // It is none of the newest of the contact, which alone are searched.
    mail.updatedAtMs -= 60_000;
    for (const subject of ['Invoice', 'Order', 'Delivery'])
      state.addEmailConversation(state.contacts[0]?.id ?? '', subject);
    const next = aCall({ id: 3 });
    const { appended, contact } = await logCall(stage, next, { policy });
    expect(contact.conversation).toBeNull();
    expect(appended.conversationId).toBe(mail.id);
    const annaId = state.teammates[0]?.id;
    expect(appended.update?.change ?? null).toEqual(change && { ...change, assigneeId: annaId });
    expect([mail.status, mail.assigneeId]).toEqual(change ? ['assigned', annaId] : ['archived', null]);
    expect(mail.links).toHaveLength(1);
  });

  it('goes to a chat on a custom channel when the conversation was merged into one', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    const { state } = stage.front;
    const chat = state.addChat(state.contacts[0]?.id ?? '', { subject: 'WhatsApp with Cara' });
    state.mergeConversations(conversation.id, chat.id);
    const { appended } = await logCall(stage, later);
    expect([appended.conversationId, chat.subject]).toEqual([chat.id, 'WhatsApp with Cara']);
  });
});

describe("a chat on a custom channel whose handle is the caller's number", () => {
  const bodies = ['Hi, is anybody there?', 'Duration: 5 min', 'See https://assets.aircall.io/calls/8000001/recording'];

  it.each([
    ['a contact who has never called', []],
    ['a contact whose conversation is there', [aCall()]],
  ])('is not mistaken for the conversation of %s', async (_which, before) => {
    const stage = await openStage();
    const { state } = stage.front;
    for (const call of before) await logCall(stage, call);
    const handles = [{ source: 'phone' as const, handle: '+447700900123' }];
    const contact = state.contacts[0] ?? state.addContact({ name: 'Cara', handles });
    const chat = state.addChat(contact.id, { subject: 'WhatsApp with Cara', bodies });
    const untouched = structuredClone(chat);
    const { appended, conversation } = await logCall(stage, { ...aCall(), id: 8_000_003 });
    expect(conversation.id).not.toBe(chat.id);
    expect(appended.began).toBe(before.length === 0);
    expect(chat).toEqual(untouched);
    const { conversation: second } = await logCall(stage, later);
    expect(second.id).toBe(conversation.id);
    expect(chat).toEqual(untouched);
  });
});
