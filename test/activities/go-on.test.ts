import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const later = {
  id: 8_000_002,
  startedAtSeconds: 1_760_001_000,
  answeredAtSeconds: 1_760_001_005,
  endedAtSeconds: 1_760_001_065,
};
const missedLater = aMissedCall({ id: 8_000_002, startedAtSeconds: 1_760_001_000, endedAtSeconds: 1_760_001_020 });

function teammate(stage: Stage, email: string): string | undefined {
  return stage.front.state.teammate(`alt:email:${email}`)?.id;
}

/** What Front was asked to change of conversations. */
function changesOf({ front }: Stage): unknown[] {
  return front.journal.find({ method: 'PATCH' }).map(({ body }) => body);
}

/** A stage on which Anna has taken the caller's first call. */
async function afterFirstCall() {
  const stage = await openStage();
  const { conversation } = await logCall(stage, aCall());
  stage.front.journal.clear();
  return { stage, conversation, state: stage.front.state };
}

describe('appendToConversation, for a caller with a conversation', () => {
  it('adds the call, and keeps the subject of an open conversation', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    const { appended } = await logCall(stage, missedLater);
    expect(appended).toMatchObject({
      conversationId: conversation.id,
      subject: 'Inbound call – Support UK',
      began: false,
      archived: false,
      entries: ['call'],
      update: null,
    });
    expect(conversation.subject).toBe('Inbound call – Support UK');
    expect(conversation.messages.at(-1)).toMatchObject({ subject: 'Inbound call – Support UK', isInbound: true });
    expect(conversation.messages.at(-1)?.body).toMatch(/^Missed call – Support UK\n/);
    expect(conversation.assigneeId).toBe(teammate(stage, 'anna.agent@example.com'));
    expect(state.conversations).toHaveLength(1);
    expect(state.contacts).toHaveLength(1);
    expect(conversation.links).toHaveLength(1);
  });

  it('assigns the conversation to the agent who took the call', async () => {
    const { stage, conversation } = await afterFirstCall();
    const { appended } = await logCall(stage, aCall({ ...later, agent: ben }));
    const benId = teammate(stage, 'ben.backup@example.com');
    expect(appended.update?.change).toEqual({ open: false, assigneeId: benId, inboxId: null });
    expect(changesOf(stage)).toEqual([{ assignee_id: benId }]);
    expect(conversation).toMatchObject({ assigneeId: benId, status: 'assigned' });
  });

  it.each([
    ['an outbound call that nobody answered', anOutboundCall({ ...later, answeredAtSeconds: null, agent: ben })],
    ['a missed call', { ...missedLater, agent: ben }],
  ])('keeps the assignee after %s', async (_what, call) => {
    const { stage, conversation } = await afterFirstCall();
    await logCall(stage, call);
    expect(conversation.assigneeId).toBe(teammate(stage, 'anna.agent@example.com'));
  });

  it('reopens an archived conversation, with a new subject', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    state.archiveConversation(conversation.id);
    const { appended } = await logCall(stage, missedLater);
    expect(appended).toMatchObject({
      subject: 'Missed call – Support UK',
      subjectSet: true,
    });
    expect(conversation).toMatchObject({ subject: 'Missed call – Support UK', status: 'assigned' });
  });

  it('reopens and assigns an archived conversation in one request', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    state.assign(conversation.id, null);
    state.archiveConversation(conversation.id);
    await logCall(stage, aCall({ ...later, agent: ben }));
    expect(conversation).toMatchObject({ assigneeId: teammate(stage, 'ben.backup@example.com'), status: 'assigned' });
    expect(changesOf(stage)).toEqual([{ status: 'open', assignee_id: teammate(stage, 'ben.backup@example.com') }]);
  });

  it('keeps an archived conversation archived under the policy archived', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    state.archiveConversation(conversation.id);
    const { appended } = await logCall(stage, missedLater, { policy: 'archived' });
    expect(appended).toMatchObject({ archived: true, update: null, subject: 'Missed call – Support UK' });
    expect(conversation.status).toBe('archived');
  });

  it('keeps an open conversation open under the policy archived', async () => {
    const { stage, conversation } = await afterFirstCall();
    const { appended } = await logCall(stage, missedLater, { policy: 'archived' });
    expect(appended.archived).toBe(false);
    expect(conversation.status).toBe('assigned');
  });

  it('leaves the conversation in the inbox that agents moved it to', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    const sales = state.inboxes.find(({ name }) => name === 'Sales')?.id ?? '';
    state.moveConversation(conversation.id, sales);
    const { appended } = await logCall(stage, missedLater);
    expect(appended.inboxId).toBe(sales);
    expect(conversation.inboxIds).toEqual([sales]);
  });

  it('continues in the surviving conversation after a merge between two steps', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    const contact = await stage.attempt('findOrCreateContact', contactOf(missedLater));
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.mergeConversations(conversation.id, mail.id);
    const appended = await stage.attempt('appendToConversation', appendOf(missedLater, contact));
    await stage.front.settled();
    expect(appended).toMatchObject({ conversationId: mail.id, inboxId: mail.inboxIds[0] });
    expect(mail.messages.map(({ externalId }) => externalId)).toContain('aircall-8000002-call');
    expect(mail.inboxIds).toHaveLength(1);
  });

  it('keeps the subject that another call has just set and that Front does not show yet', async () => {
    const { stage, conversation } = await afterFirstCall();
    const subject = { conversationId: conversation.id, subject: 'Voicemail – Support UK' };
    const recent = { endedAtSeconds: 1_760_000_900, assignedEndedAtSeconds: null, subject };
    const { appended } = await logCall(stage, missedLater, { recent });
    expect(appended).toMatchObject({ subject: 'Voicemail – Support UK', subjectSet: false });
    expect(conversation.messages.at(-1)?.subject).toBe('Voicemail – Support UK');
  });

  it.each([
    ['of another conversation', 'cnv_other', false],
    ['of a conversation that was archived since', null, true],
  ])('does not use the subject %s that a later call has just set', async (_which, otherId, archived) => {
    const { stage, conversation, state } = await afterFirstCall();
    if (archived) state.archiveConversation(conversation.id);
    const subject = { conversationId: otherId ?? conversation.id, subject: 'Voicemail – Support UK' };
    const recent = { endedAtSeconds: 1_760_002_000, assignedEndedAtSeconds: null, subject };
    const { appended } = await logCall(stage, missedLater, { recent });
    expect(appended).toMatchObject({ subject: 'Inbound call – Support UK', subjectSet: false, update: null });
  });

  it('starts a new conversation when a person deleted the old one', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    state.deleteConversation(conversation.id);
    const { appended } = await logCall(stage, missedLater);
    expect(appended).toMatchObject({ began: true, subject: 'Missed call – Support UK' });
    expect(appended.conversationId).not.toBe(conversation.id);
    expect(conversation).toMatchObject({ status: 'deleted' });
    expect(conversation.messages).toHaveLength(2);
    expect(state.contacts).toHaveLength(1);
  });

  it('starts a third conversation when a person deleted the second', async () => {
    const { stage, conversation, state } = await afterFirstCall();
    state.deleteConversation(conversation.id);
    const second = await logCall(stage, missedLater);
    state.deleteConversation(second.conversation.id);
    const third = await logCall(stage, { ...missedLater, id: 3 });
    expect(third.conversation).toMatchObject({ status: 'unassigned' });
    expect(state.conversations).toHaveLength(3);
  });
});

describe('a second attempt', () => {
  /** The caller's conversation was found, and then something happened before the second attempt to continue it. */
  async function secondAttempt(meanwhile: (staged: Awaited<ReturnType<typeof afterFirstCall>>) => void, seen = {}) {
    const staged = await afterFirstCall();
    const { stage } = staged;
    const contact = await stage.attempt('findOrCreateContact', contactOf(missedLater));
    const conversation = contact.conversation && { ...contact.conversation, ...seen };
    meanwhile(staged);
    const input = appendOf(missedLater, { ...contact, conversation });
    const appended = await stage.attempt('appendToConversation', input, { attempt: 2 });
    await stage.front.settled();
    return { ...staged, appended };
  }

  it('starts a new conversation when a person deleted the found one', async () => {
    const { appended, conversation, stage } = await secondAttempt(({ state, conversation: { id } }) =>
      state.deleteConversation(id),
    );
    expect(appended).toMatchObject({ began: true, subject: 'Missed call – Support UK' });
    expect(conversation.messages).toHaveLength(2);
    const begun = stage.front.state.conversation(appended.conversationId);
    expect(begun?.messages.map(({ externalId }) => externalId)).toEqual(['aircall-8000002-call']);
  });

  it('opens the conversation that a person archived, with a new subject', async () => {
    const { appended, conversation } = await secondAttempt(({ state, conversation: { id } }) =>
      state.archiveConversation(id),
    );
    expect(appended).toMatchObject({ conversationId: conversation.id, subject: 'Missed call – Support UK' });
    expect(appended.update?.change).toEqual({ open: true, assigneeId: null, inboxId: null });
  });

  it('keeps the current subject of a conversation that was archived after a later call', async () => {
    const seen = { hasLaterCall: true, subject: 'As it was' };
    const { appended, conversation } = await secondAttempt(
      ({ state, conversation: { id } }) => state.archiveConversation(id),
      seen,
    );
    expect(appended).toMatchObject({ subject: 'Inbound call – Support UK', subjectSet: false, update: null });
    expect(conversation).toMatchObject({ status: 'archived', subject: 'Inbound call – Support UK' });
  });

  it('keeps the current subject when the first look showed none', async () => {
    const { appended, conversation } = await secondAttempt(() => {}, { subject: null });
    expect(appended).toMatchObject({ subject: 'Inbound call – Support UK', subjectSet: false, update: null });
    expect(conversation.messages.at(-1)?.subject).toBe('Inbound call – Support UK');
  });
});
