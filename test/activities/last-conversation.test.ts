import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import { aLedgerCall } from '../adapters/ledger/a-ledger-call.ts';
import { openTestLedger } from '../adapters/ledger/open-test-ledger.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const missed = aMissedCall();
const answered = aCall({ id: 8_000_002, startedAtSeconds: 1_760_001_000, answeredAtSeconds: 1_760_001_015 });
const later = { ...answered, endedAtSeconds: 1_760_001_200 };

let callers = 0;

/** A missed call is in Front and in the call table, and a person has deleted its contact in Front. */
async function afterDeletedContact(table: Partial<Ledger> = {}) {
  const stage = await openStage({ timeoutMs: 10_000, deps: { ledger: { ...ledger, ...table } } });
  callers += 1;
  const e164 = `+44770090${1000 + callers}`;
  const by = { caller: { kind: 'number', e164 } as const };
  const { conversation } = await logCall(stage, { ...missed, ...by });
  await ledger.record(aLedgerCall({ id: callers, caller: e164, conversationId: conversation.id }), Date.now());
  const { state } = stage.front;
  state.remove(state.contacts[0]?.id ?? '');
  const before = { inboxIds: [...conversation.inboxIds], subject: conversation.subject };
  return { stage, state, e164, next: { ...later, ...by }, conversation, before };
}

describe('a caller whose contact a person deleted in Front', () => {
  it('keeps conversation, inbox and subject, and gets one contact again', async () => {
    const { stage, state, next, conversation, before } = await afterDeletedContact();
    const { appended } = await logCall(stage, next, { inbox: 'Sales' });
    expect(appended).toMatchObject({ conversationId: conversation.id, began: false });
    expect(conversation).toMatchObject(before);
    expect(conversation.messages.map(({ externalId }) => externalId)).toEqual([
      'aircall-8000001-call',
      'aircall-8000002-call',
      'aircall-8000002-duration',
    ]);
    expect(state.contacts).toHaveLength(1);
    expect(conversation.links).toHaveLength(1);
  });

  it('keeps conversation, inbox and subject when a person created the contact again', async () => {
    const { stage, state, e164, next, conversation, before } = await afterDeletedContact();
    state.addContact({ name: 'Cara again', handles: [{ source: 'phone', handle: e164 }] });
    await logCall(stage, next, { inbox: 'Sales' });
    expect(conversation).toMatchObject(before);
    expect(conversation.messages).toHaveLength(3);
    expect(state.contacts.map(({ name }) => name)).toEqual(['Cara again']);
  });

  it('continues in the conversation that a person merged theirs into', async () => {
    const { stage, state, next, conversation } = await afterDeletedContact();
    const other = state.addContact({ name: 'Other', handles: [{ source: 'email', handle: 'other@example.com' }] });
    const mail = state.addEmailConversation(other.id, 'Refund');
    state.mergeConversations(conversation.id, mail.id);
    const { appended } = await logCall(stage, next, { inbox: 'Sales' });
    expect([appended.conversationId, mail.subject, mail.links.length]).toEqual([mail.id, 'Refund', 1]);
  });

  it.each([
    ['deleted', 'deleteConversation'],
    ['made private', 'makePrivate'],
  ] as const)('gets a new conversation when a person has %s the old one too', async (_how, change) => {
    const { stage, state, next, conversation } = await afterDeletedContact();
    state[change](conversation.id);
    const { appended } = await logCall(stage, next);
    expect(appended.conversationId).not.toBe(conversation.id);
    expect(conversation.messages).toHaveLength(1);
  });

  it('keeps the conversation although another contact has one of the handles', async () => {
    const { stage, state, e164, next, conversation } = await afterDeletedContact();
    for (const source of ['phone', 'custom'] as const)
      state.addContact({ name: `Cara by ${source}`, handles: [{ source, handle: e164 }] });
    const found = await stage.attempt('findOrCreateContact', contactOf(next));
    expect(found).toMatchObject({ contact: 'found', conversation: { conversationId: conversation.id } });
    expect(state.contacts.map(({ handles }) => handles.length)).toEqual([1, 1]);
  });

  it('is reported without a conversation when a person created the contact again and deleted the conversation', async () => {
    const { stage, state, e164, next, conversation } = await afterDeletedContact();
    state.deleteConversation(conversation.id);
    const contact = state.addContact({ name: 'Cara again', handles: [{ source: 'phone', handle: e164 }] });
    state.addEmailConversation(contact.id, 'Refund');
    const found = await stage.attempt('findOrCreateContact', contactOf(next));
    expect(found).toMatchObject({ contact: 'found', conversation: null, deletedId: conversation.id });
  });

  it.each<[string, Ledger['lastConversation']]>([
    ['refuses', () => Promise.reject(new Error('the database is away'))],
    ['does not answer', () => new Promise(() => {})],
  ])('has the next call logged even if the database %s', async (_what, lastConversation) => {
    const { stage, next, conversation } = await afterDeletedContact({ lastConversation });
    const { appended } = await logCall(stage, next);
    expect(appended.conversationId).toBe(conversation.id);
    expect(conversation.messages).toHaveLength(3);
  });
});

it.each([
  ['deleted for good', 'remove'],
  ['made private', 'makePrivate'],
] as const)('starts a new conversation when the old one is %s between look-up and write', async (_how, change) => {
  const stage = await openStage();
  const { conversation } = await logCall(stage, missed);
  const { state } = stage.front;
  const contact = await stage.attempt('findOrCreateContact', contactOf(later));
  if (change === 'remove') state.conversations = state.conversations.filter(({ id }) => id !== conversation.id);
  else state.makePrivate(conversation.id);
  const { result } = await stage.untilDone('appendToConversation', appendOf(later, contact));
  expect(result).toMatchObject({ began: true });
  expect(result.conversationId).not.toBe(conversation.id);
});
