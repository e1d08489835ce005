import { expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

// A step that was parked and retried is another activity: its first attempt is not the first there was.

const nothingLeft = { checkpoint: null };

it('finds the comment that was added before the call was parked', async () => {
  const stage = await openStage();
  const { conversation } = await logCall(stage, aCall());
  const comment = { id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: 1_760_000_300 };
  const input = { comment, conversationId: conversation.id, checkExisting: false };
  stage.front.faults.add({ method: 'POST', path: '/comments', kind: 'status-after', status: 500, times: 1 });
  expect((await stage.failureOf('addComment', input)).type).toBe('FrontOutcomeUnknown');
  const { frontCommentId } = await stage.attempt('addComment', { ...input, before: nothingLeft });
  expect(conversation.comments.map(({ id }) => id)).toEqual([frontCommentId]);
});

it('remembers which tags it added before the call was parked', async () => {
  const stage = await openStage();
  const { conversation } = await logCall(stage, aCall());
  const input = { conversationId: conversation.id, add: ['billing', 'brand new'], remove: [] };
  stage.front.faults.add({ method: 'POST', path: '/tags', kind: 'status', status: 403, times: 1 });
  const { details } = await stage.failureOf('changeTags', input);
  expect(details).toEqual([{ remedy: expect.any(String) }, { added: ['billing', 'brand new'], removed: [] }]);
  await stage.attempt('changeTags', { conversationId: conversation.id, add: ['billing'], remove: [] });
  const before = { checkpoint: details?.[1] };
  expect(await stage.attempt('changeTags', { ...input, before })).toMatchObject({ added: ['billing', 'brand new'] });
});

it('finishes a late call that was only partly written', async () => {
  const stage = await openStage();
  await logCall(stage, aMissedCall());
  const [conversation] = stage.front.state.conversations;
  if (conversation === undefined) throw new Error('Front has no conversation');
  stage.front.state.archiveConversation(conversation.id);
  const late = aCall({ id: 2 });
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(late, { checkExisting: true }));
  const input = appendOf(late, contact);
  // The call's own entry is imported, and the next is refused.
  stage.strike(4, { kind: 'status', status: 403 });
  const { details } = await stage.failureOf('appendToConversation', input);
  await stage.front.settled();
  expect(conversation.messages).toHaveLength(2);
  const before = { checkpoint: details?.[1] ?? null };
  const { update } = await stage.attempt('appendToConversation', { ...input, before });
  if (update === null) throw new Error('nothing is left to change');
  await stage.attempt('assignAgent', update);
  expect(conversation).toMatchObject({ status: 'assigned', assigneeId: expect.any(String) });
});

it('reports the inbox that a rule moved the conversation from, even after a killed attempt', async () => {
  const stage = await openStage();
  await logCall(stage, aMissedCall());
  const voicemail = aMissedCall({ id: 2, voicemailLeft: true });
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(voicemail));
  const input = appendOf(voicemail, contact, { moveTo: 'Voicemail' });
  const { moved } = await stage.attempt('appendToConversation', input);
  expect(moved).not.toBeNull();
  const heartbeatDetails = stage.left();
  const again = await stage.attempt('appendToConversation', input, { attempt: 2, heartbeatDetails });
  expect(again.moved).toEqual(moved);
});

it('continues in the conversation although a person deleted its contact while the call was parked', async () => {
  const stage = await openStage();
  const { conversation } = await logCall(stage, aMissedCall());
  const next = aMissedCall({ id: 2, startedAtSeconds: 1_760_001_000, endedAtSeconds: 1_760_001_020 });
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(next));
  stage.front.state.remove(stage.front.state.contacts[0]?.id ?? '');
  const input = { ...appendOf(next, contact), before: nothingLeft };
  const appended = await stage.attempt('appendToConversation', input);
  expect(appended).toMatchObject({ conversationId: conversation.id, began: false });
  await stage.front.settled();
  expect(conversation.messages.map(({ externalId }) => externalId)).toEqual(['aircall-8000001-call', 'aircall-2-call']);
});

it('imports the first message although a person deleted the new contact while the call was parked', async () => {
  const stage = await openStage();
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(aMissedCall()));
  stage.front.state.remove(stage.front.state.contacts[0]?.id ?? '');
  const input = { ...appendOf(aMissedCall(), contact), before: nothingLeft };
  const { conversationId } = await stage.attempt('appendToConversation', input);
  const conversation = stage.front.state.conversation(conversationId);
  expect(conversation?.messages.map(({ externalId }) => externalId)).toEqual(['aircall-8000001-call']);
  expect(stage.front.state.conversations).toHaveLength(1);
});
