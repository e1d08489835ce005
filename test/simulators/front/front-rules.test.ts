import { expect, test } from 'vitest';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

const inboxesOf = (front: FrontSimulator, ids: string[]) =>
  front.state.inboxes.filter(({ id }) => ids.includes(id)).map(({ name }) => name);

test('a comment with the word tags the conversation, and archiving removes the tag', async () => {
  const front = await startFront({ frontRules: true });
  const conversation = await importMessage(front);
  const followUp = front.state.tags.find(({ name }) => name === 'Follow-up')?.id;
  front.state.addComment(conversation.id, 'alt:email:anna.agent@example.com', 'nothing to see');
  await front.settled();
  expect(conversation.tagIds).toEqual([]);
  front.state.addComment(conversation.id, 'alt:email:anna.agent@example.com', 'a TESTING word');
  await front.settled();
  expect(conversation.tagIds).toEqual([followUp]);
  front.state.archiveConversation(conversation.id);
  await front.settled();
  expect(conversation).toMatchObject({ tagIds: [], status: 'archived' });
});

test.each(['Voicemail – Support', 'MESSAGE VOCAL – Ventes'])(
  'the subject %s moves a conversation, and archiving moves it back',
  async (subject) => {
    const front = await startFront({ frontRules: true });
    const conversation = await importMessage(front, { subject });
    expect(inboxesOf(front, conversation.inboxIds)).toEqual(['Voicemail']);
    front.state.archiveConversation(conversation.id);
    await front.settled();
    expect(inboxesOf(front, conversation.inboxIds)).toEqual(['Aircall Phone']);
  },
);

test('rules ignore opted-out imports, outbound messages and other subjects; archiving moves nothing else', async () => {
  const front = await startFront({ frontRules: true });
  const [, , support] = front.state.inboxes;
  const skipping = await importMessage(front, { subject: 'Voicemail' }, { should_skip_rules: true, thread_ref: 'a' });
  const outbound = await importMessage(front, { subject: 'Voicemail' }, { is_inbound: false, thread_ref: 'b' });
  const other = await importMessage(front, { subject: 'Missed call' }, { thread_ref: 'c' });
  expect([skipping, outbound, other].flatMap(({ inboxIds }) => inboxesOf(front, inboxIds))).toEqual(
    Array.from({ length: 3 }, () => 'Aircall Phone'),
  );
  front.state.moveConversation(other.id, support?.id ?? '');
  front.state.archiveConversation(other.id);
  await front.settled();
  expect(inboxesOf(front, other.inboxIds)).toEqual(['Support']);
});

test('there are no rules without the option', async () => {
  const front = await startFront();
  const conversation = await importMessage(front, { subject: 'Voicemail' });
  front.state.addComment(conversation.id, 'alt:email:anna.agent@example.com', 'Test');
  await front.settled();
  expect(conversation.tagIds).toEqual([]);
  expect(inboxesOf(front, conversation.inboxIds)).toEqual(['Aircall Phone']);
});
