import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { holdImports } from './hold-imports.ts';
import { importBody } from './import-body.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

test('one thread_ref is one conversation, once its first message exists', async () => {
  const front = await startFront();
  const first = await importMessage(front, {}, { thread_ref: 'caller-1' });
  const second = await importMessage(front, { sender: { handle: 'someone else' } }, { thread_ref: 'caller-1' });
  const other = await importMessage(front, {}, { thread_ref: 'caller-2' });
  expect(second.id).toBe(first.id);
  expect(other.id).not.toBe(first.id);
});

test('two concurrent imports of a new thread_ref make two conversations', async () => {
  const front = await startFront();
  const path = `/inboxes/${front.state.inboxes[0]?.id}/imported_messages`;
  const letThrough = holdImports();
  for (let count = 0; count < 2; count += 1) {
    await callFront(front, 'POST', path, importBody({}, { thread_ref: 'caller' }));
  }
  await letThrough();
  expect(front.state.conversations).toHaveLength(2);
});

test('conversation_id takes precedence over thread_ref, and an unknown one gets 404', async () => {
  const front = await startFront();
  const one = await importMessage(front, {}, { thread_ref: 'one' });
  const two = await importMessage(front, {}, { thread_ref: 'two' });
  expect((await importMessage(front, { conversation_id: one.id }, { thread_ref: 'two' })).id).toBe(one.id);
  expect((await importMessage(front, {}, { thread_ref: 'two' })).id).toBe(two.id);
  const path = `/inboxes/${front.state.inboxes[0]?.id}/imported_messages`;
  const unknown = await callFront(front, 'POST', path, importBody({ conversation_id: 'cnv_none' }));
  expect(unknown.status).toBe(404);
});

test('without conversation_id and thread_ref, Front threads by sender', async () => {
  const front = await startFront();
  const one = await importMessage(front);
  const other = await importMessage(front, { sender: { handle: '+33699999999' } });
  expect((await importMessage(front)).id).toBe(one.id);
  expect(other.id).not.toBe(one.id);
  const line = { sender: { handle: '+33186651010' } };
  const outTo = (to: string) => importMessage(front, { ...line, to: [to] }, { is_inbound: false });
  const out = await outTo('+33611111111');
  expect((await outTo('+33622222222')).id).toBe(out.id);
});

test('a thread in the trash takes its messages into the trash', async () => {
  const front = await startFront();
  const { id } = await importMessage(front, {}, { thread_ref: 'caller' });
  front.state.deleteConversation(id);
  const again = await importMessage(front, {}, { thread_ref: 'caller' });
  const archived = await importMessage(front, {}, { thread_ref: 'caller', is_archived: true });
  expect([again.id, archived.id]).toEqual([id, id]);
  expect(archived).toMatchObject({ status: 'deleted' });
  expect(archived.messages).toHaveLength(3);
});

test('the contact is the one whose handle has the source of the type', async () => {
  const front = await startFront();
  const ada = front.state.addContact({ name: 'Ada', handles: [{ source: 'phone', handle: '+33612345678' }] });
  const asSms = await importMessage(front, { type: 'sms', sender: { handle: '+33 6 12 34 56 78' } });
  expect(asSms.messages[0]?.recipients[0]).toMatchObject({ contactId: ada.id, handle: '+33612345678' });
  expect(front.state.contacts).toHaveLength(1);
  const asCustom = await importMessage(front);
  const [, made] = front.state.contacts;
  expect(made).toMatchObject({ name: 'Ada Caller', handles: [{ source: 'custom', handle: '+33612345678' }] });
  expect(asCustom.messages[0]?.recipients[0]?.contactId).toBe(made?.id);
});

test('an outbound message has its receivers as contacts and the teammate as author', async () => {
  const front = await startFront();
  const [anna] = front.state.teammates;
  const sender = { handle: '+33186651010', name: 'Support', author_id: anna?.id };
  const { messages } = await importMessage(front, { sender, to: ['+33612345678'] }, { is_inbound: false });
  expect(front.state.contacts.map(({ handles }) => handles)).toEqual([[{ source: 'custom', handle: '+33612345678' }]]);
  expect(messages[0]).toMatchObject({ authorId: anna?.id, isInbound: false });
  const read = await callFront(front, 'GET', `/messages/${messages[0]?.id}`);
  expect(read.body).toMatchObject({ author: { email: 'anna.agent@example.com' }, is_inbound: false });
  const inbound = await importMessage(front, { sender: { handle: 'x', author_id: 'tea_none' } });
  expect(inbound.messages.at(-1)?.authorId).toBeNull();
});
