import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { appendOf } from './append-of.ts';
import { audioOf } from './audio-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const call = aMissedCall({ voicemailLeft: true, voicemailReady: true });

/** The call is logged; three minutes later its voicemail is attached, whatever happened in Front in between. */
async function minutesBefore(policy: 'open' | 'archived' = 'open', frontRules = false) {
  const stage = await openStage({ front: { frontRules } });
  const { appended, conversation } = await logCall(stage, call, { policy });
  const { conversationId, subject, inboxId, archived } = appended;
  const { state } = stage.front;
  const attach = async () => {
    const input = audioOf(call, { conversationId, subject, inboxId, archived }, { kind: 'voicemail' });
    await stage.attempt('attachMedia', input);
    await stage.front.settled();
  };
  const inboxNamed = (name: string): string => state.inboxes.find((inbox) => inbox.name === name)?.id ?? '';
  return { stage, state, conversation, attach, inboxNamed };
}

describe('an entry that arrives minutes after its call', () => {
  it('leaves the conversation in the inbox that a person moved it to', async () => {
    const { state, conversation, attach, inboxNamed } = await minutesBefore();
    state.moveConversation(conversation.id, inboxNamed('Sales'));
    await attach();
    expect(conversation.inboxIds).toEqual([inboxNamed('Sales')]);
    expect(conversation.messages).toHaveLength(2);
  });

  it('leaves the conversation in the inbox that a Front rule moved it to', async () => {
    const { conversation, attach, inboxNamed } = await minutesBefore('open', true);
    expect(conversation.inboxIds).toEqual([inboxNamed('Voicemail')]);
    await attach();
    expect(conversation.inboxIds).toEqual([inboxNamed('Voicemail')]);
  });

  it("uses the conversation's current subject", async () => {
    const { stage, state, conversation, attach } = await minutesBefore();
    state.archiveConversation(conversation.id);
    await logCall(stage, aMissedCall({ id: 2, startedAtSeconds: 1_760_000_100, endedAtSeconds: 1_760_000_120 }));
    expect(conversation.subject).toBe('Missed call – Support UK');
    await attach();
    expect(conversation.subject).toBe('Missed call – Support UK');
    expect(conversation.messages).toHaveLength(3);
  });

  it("has its call's subject when a person has emptied that of the conversation", async () => {
    const { conversation, attach } = await minutesBefore();
    conversation.subject = '';
    await attach();
    expect(conversation.messages.map(({ subject }) => subject)).toEqual([
      'Voicemail – Support UK',
      'Voicemail – Support UK',
    ]);
  });

  it('keeps the subject that its call set, while Front does not show the call yet', async () => {
    const { stage, state, conversation } = await minutesBefore();
    state.archiveConversation(conversation.id);
    const next = aMissedCall({ id: 2, startedAtSeconds: 1_760_000_100, endedAtSeconds: 1_760_000_120 });
    const look = contactOf(next, { policy: 'open', recent: null, moves: false, checkExisting: false });
    const { result: contact } = await stage.untilDone('findOrCreateContact', look);
    stage.front.behaviour.importDelayMs = 1_000;
    const { result: appended } = await stage.untilDone('appendToConversation', appendOf(next, contact, {}));
    await stage.attempt('attachMedia', audioOf({ ...next, voicemailReady: true }, appended, { kind: 'voicemail' }));
    await stage.front.settled();
    expect(conversation.messages).toHaveLength(3);
    expect(conversation.subject).toBe('Missed call – Support UK');
  });

  it('goes to the surviving conversation after a merge, and keeps its subject and inbox', async () => {
    const { state, conversation, attach } = await minutesBefore();
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.mergeConversations(conversation.id, mail.id);
    const before = [...mail.inboxIds];
    await attach();
    expect(mail.messages.map(({ externalId }) => externalId)).toContain('aircall-8000001-voicemail');
    expect([mail.subject, mail.inboxIds]).toEqual(['Refund', before]);
  });

  it('keeps an archived conversation archived', async () => {
    const { conversation, attach } = await minutesBefore('archived');
    await attach();
    expect(conversation.status).toBe('archived');
    expect(conversation.messages).toHaveLength(2);
  });

  it('keeps a conversation open that a person reopened meanwhile', async () => {
    const { state, conversation, attach } = await minutesBefore('archived');
    state.reopenConversation(conversation.id);
    await attach();
    expect(conversation.status).toBe('unassigned');
  });

  it.each(['recording', 'voicemail'] as const)(
    'keeps a conversation archived that a person archived before the %s arrived',
    async (kind) => {
      const stage = await openStage();
      const ended = kind === 'recording' ? aCall() : call;
      const { appended, conversation } = await logCall(stage, ended);
      stage.front.state.archiveConversation(conversation.id);
      const { conversationId, subject, inboxId, archived } = appended;
      const ready = { ...ended, recordingReady: true };
      await stage.attempt('attachMedia', audioOf(ready, { conversationId, subject, inboxId, archived }, { kind }));
      await stage.front.settled();
      expect(conversation.messages).toHaveLength(appended.entries.length + 1);
      expect(conversation.status).toBe('archived');
      const [last] = stage.front.journal.find({ path: /imported_messages$/ }).slice(-1);
      expect(last?.body).toMatchObject({ metadata: { is_archived: true } });
    },
  );

  it.each([400, 404, 410, 422])(
    'is skipped without parking the call when Front no longer has the conversation (%i)',
    async (status) => {
      const { stage, conversation } = await minutesBefore();
      const { id: conversationId } = conversation;
      stage.front.faults.add({ path: `/conversations/${conversationId}`, kind: 'status', status });
      const thread = { conversationId, subject: '', inboxId: '', archived: false };
      const entry = await stage.attempt('attachMedia', audioOf(call, thread, { kind: 'voicemail' }));
      expect(entry).toEqual({ status: 'none' });
      const tags = await stage.attempt('changeTags', { conversationId, add: ['billing'], remove: [] });
      expect(tags).toEqual({ added: [], removed: [] });
      const undo = [
        { kind: 'untag', tag: 'billing' },
        { kind: 'move back', from: 'inb_1', to: 'inb_2' },
      ] as const;
      expect(await stage.attempt('undoRules', { conversationId, undo: [...undo] })).toEqual({ undone: [] });
      expect(conversation.messages).toHaveLength(1);
    },
  );
});
