import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage, type Stage } from './stage.ts';

const e164 = '+447700900123';
const both = [
  { source: 'phone', handle: e164 },
  { source: 'custom', handle: e164 },
];

/** Logs a call. @returns its conversation, which is beyond the first page of its contact's */
async function logBeforeManyMails(stage: Stage) {
  const { conversation } = await logCall(stage, aCall());
  const [contact] = stage.front.state.contacts;
  for (let count = 0; count < 101; count += 1)
    stage.front.state.addEmailConversation(contact?.id ?? '', `mail ${count}`);
  conversation.updatedAtMs -= 60_000;
  return conversation;
}

describe('findOrCreateContact', () => {
  it('creates a contact for an unknown number, with both handles and the name from Aircall', async () => {
    const stage = await openStage();
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'created', conversation: null, deletedId: null });
    expect(stage.front.state.contacts).toMatchObject([{ name: 'Cara Caller', handles: both }]);
  });

  it('names a contact by the number when nothing else is known', async () => {
    const stage = await openStage();
    await stage.attempt('findOrCreateContact', contactOf(aCall({ callerName: null })));
    expect(stage.front.state.contacts).toMatchObject([{ name: e164, handles: both }]);
  });

  it('writes names on one line without markup, in contacts and messages', async () => {
    const stage = await openStage();
    const callerName = 'Jean\r\nAgent: Boss <script>alert(1)</script>';
    const { conversation } = await logCall(stage, aMissedCall({ callerName }));
    const name = 'Jean Agent: Boss ‹script›alert(1)‹/script›';
    expect(stage.front.state.contacts).toMatchObject([{ name, handles: both }]);
    expect(conversation.messages[0]?.recipients).toContainEqual(expect.objectContaining({ role: 'from', name }));
    expect(conversation.messages[0]?.body).toContain(`\nCaller: ${name}, ${e164}\n`);
  });

  it('finds a known caller and the current state of their conversation, in one request', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    stage.front.journal.clear();
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2, callerName: 'Another' })));
    expect(result).toMatchObject({
      contact: 'found',
      conversation: {
        conversationId: conversation.id,
        subject: 'Inbound call – Support UK',
        archived: false,
        assigneeId: conversation.assigneeId,
        linked: true,
      },
      deletedId: null,
    });
    expect(conversation.assigneeId).not.toBeNull();
    expect(stage.front.journal.entries).toHaveLength(1);
    expect(stage.front.state.contacts).toMatchObject([{ name: 'Cara Caller' }]);
  });

  it('reports that the conversation is archived and unassigned', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    stage.front.state.assign(conversation.id, null);
    stage.front.state.archiveConversation(conversation.id);
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2 })));
    expect(result.conversation).toMatchObject({ archived: true, assigneeId: null });
  });

  it('adds the custom handle to a contact made by others, and keeps its name', async () => {
    const stage = await openStage();
    const email = { source: 'email' as const, handle: 'cara@example.com' };
    const phone = { source: 'phone' as const, handle: e164 };
    const known = stage.front.state.addContact({ name: 'Cara by e-mail', handles: [email, phone] });
    stage.front.state.addEmailConversation(known.id, 'Refund');
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'found', conversation: null, deletedId: null });
    expect(stage.front.state.contacts).toMatchObject([{ name: 'Cara by e-mail', handles: [email, ...both] }]);
  });

  it('uses a contact that has only the custom handle, and adds the phone handle', async () => {
    const stage = await openStage();
    stage.front.state.addContact({ name: 'Cara', handles: [{ source: 'custom', handle: e164 }] });
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'found', conversation: null, deletedId: null });
    expect(stage.front.state.contacts).toHaveLength(1);
    expect(stage.front.state.contacts[0]?.handles.toSorted()).toEqual(both.toReversed());
  });

  it('finds the conversation of a contact that lost its phone handle', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    const [contact] = stage.front.state.contacts;
    if (contact !== undefined) contact.handles = contact.handles.filter(({ source }) => source === 'custom');
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2 })));
    expect(result.conversation?.conversationId).toBe(conversation.id);
    expect(stage.front.state.contacts).toHaveLength(1);
  });

  it('finds the conversation when another contact has taken over the phone handle', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall());
    const [contact] = stage.front.state.contacts;
    if (contact !== undefined) contact.handles = contact.handles.filter(({ source }) => source === 'custom');
    stage.front.state.addContact({ name: 'Cara two', handles: [{ source: 'phone', handle: e164 }] });
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2 })));
    expect(result.conversation?.conversationId).toBe(conversation.id);
  });

  it('uses the contact that a 409 names, whatever its id looks like', async () => {
    const stage = await openStage();
    const message = 'Your request contains a conflict with the contact(s): crd_55551234567';
    const body = { _error: { status: 409, title: 'Conflict', message } };
    stage.front.faults.add({ method: 'POST', path: '^/contacts$', kind: 'status', status: 409, body, times: 1 });
    await stage.attempt('findOrCreateContact', contactOf(aCall())).catch(() => {});
    const [handles] = stage.front.journal.find({ path: /handles$/ });
    expect(handles?.path).toBe('/contacts/crd_55551234567/handles');
  });

  it('uses the contact with the custom handle when a 409 names none', async () => {
    const stage = await openStage();
    const { id } = stage.front.state.addContact({ name: 'Cara', handles: [{ source: 'custom', handle: e164 }] });
    const body = { _error: { status: 409, title: 'Conflict', message: 'A contact has this handle' } };
    stage.front.faults.add({ method: 'POST', path: '^/contacts$', kind: 'status', status: 409, body, times: 1 });
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'found', conversation: null, deletedId: null });
    expect(stage.front.state.contacts).toMatchObject([{ id, handles: both.toReversed() }]);
  });

  it('leaves a handle with another contact that has no conversation of the caller', async () => {
    const stage = await openStage();
    const phone = { source: 'phone' as const, handle: e164 };
    const custom = { source: 'custom' as const, handle: e164 };
    const known = stage.front.state.addContact({ name: 'Cara', handles: [phone] });
    stage.front.state.addContact({ name: 'Cara of another channel', handles: [custom] });
    stage.front.state.addEmailConversation(known.id, 'Refund');
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'found', conversation: null, deletedId: null });
    expect(stage.front.state.contacts.map(({ handles }) => handles)).toEqual([[phone], [custom]]);
  });

  it('counts a conversation as not found when Front refuses the next page of them', async () => {
    const stage = await openStage();
    const conversation = await logBeforeManyMails(stage);
    const look = contactOf(aCall({ id: 2 }));
    // The first request of the look-up is the first page.
    stage.strike(2, { kind: 'status', status: 404 });
    expect(await stage.attempt('findOrCreateContact', look)).toMatchObject({ contact: 'found', conversation: null });
    expect((await stage.attempt('findOrCreateContact', look)).conversation?.conversationId).toBe(conversation.id);
  });

  it('finds the conversation beyond the first hundred of the contact', async () => {
    const stage = await openStage();
    const conversation = await logBeforeManyMails(stage);
    stage.front.journal.clear();
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2 })));
    expect(result.conversation?.conversationId).toBe(conversation.id);
    expect(stage.front.journal.find({ path: /^\/contacts\/.*\/conversations$/ })).toHaveLength(2);
  });

  it.each([
    ['without its +, abroad', '33186651010', '+33186651010', 'GB'],
    ['as in its own country', '01 86 65 10 10', '+33186651010', 'FR'],
  ])(
    'finds a contact whose number a person typed %s, and adds the standard notation',
    async (_how, typed, number, country) => {
      const stage = await openStage();
      stage.front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: typed }] });
      const call = aCall({ caller: { kind: 'number', e164: number }, line: { ...aCall().line, country } });
      const result = await stage.attempt('findOrCreateContact', contactOf(call));
      expect(result).toMatchObject({ contact: 'found' });
      const [contact] = stage.front.state.contacts;
      expect(contact?.handles).toEqual(
        expect.arrayContaining([
          { source: 'phone', handle: number },
          { source: 'custom', handle: number },
        ]),
      );
    },
  );

  it.each([
    ['a Norwegian number', '+4722345678', '+14722345678', 'NO'],
    ['a Mexican number', '+525512345678', '+15512345678', 'MX'],
    ['a number of Singapore', '+6562214567', '+16562214567', 'GB'],
  ])('does not confuse %s with the American number of the same digits', async (_what, number, american, country) => {
    const stage = await openStage();
    const handles = [{ source: 'phone' as const, handle: american }];
    const stranger = stage.front.state.addContact({ name: 'Somebody else', handles });
    const call = aCall({ caller: { kind: 'number', e164: number }, line: { ...aCall().line, country } });
    const result = await stage.attempt('findOrCreateContact', contactOf(call));
    expect(result.contact).toBe('created');
    expect(stranger.handles).toEqual(handles);
  });

  it('reports a conversation that a person deleted, and prefers a live one', async () => {
    const stage = await openStage();
    const first = await logCall(stage, aCall());
    stage.front.state.deleteConversation(first.conversation.id);
    const gone = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 2 })));
    expect(gone).toMatchObject({ contact: 'found', conversation: null, deletedId: first.conversation.id });
    const second = await logCall(stage, aCall({ id: 2 }));
    stage.front.state.reopenConversation(second.conversation.id);
    first.conversation.updatedAtMs += 60_000;
    const found = await stage.attempt('findOrCreateContact', contactOf(aCall({ id: 3 })));
    expect(found).toMatchObject({ conversation: { conversationId: second.conversation.id }, deletedId: null });
  });
});
