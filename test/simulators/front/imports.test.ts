import { expect, test } from 'vitest';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { callFront } from './call-front.ts';
import { holdImports } from './hold-imports.ts';
import { importBody } from './import-body.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

type Accepted = { status: string; message_uid: string };

function post(front: FrontSimulator, body: unknown) {
  return callFront<Accepted>(front, 'POST', `/inboxes/${front.state.inboxes[0]?.id}/imported_messages`, body);
}

test('202 comes first, the message later, and then names its conversation', async () => {
  const front = await startFront();
  const letThrough = holdImports();
  const accepted = await post(front, importBody({ external_id: 'one', created_at: 1_700_000_000 }));
  expect(accepted).toMatchObject({ status: 202, body: { status: 'accepted' } });
  const path = `/messages/alt:uid:${accepted.body.message_uid}`;
  expect((await callFront(front, 'GET', path)).status).toBe(404);
  expect(front.state.conversations).toEqual([]);
  await letThrough();
  const [conversation] = front.state.conversations;
  const message = await callFront(front, 'GET', path);
  expect(message.body).toMatchObject({
    _links: { related: { conversation: `${front.url}/conversations/${conversation?.id}` } },
    type: 'custom',
    is_inbound: true,
    created_at: 1_700_000_000,
    metadata: { external_id: 'one' },
    recipients: [{ role: 'from', handle: '+33612345678' }, { role: 'to' }],
  });
  expect((await callFront(front, 'GET', `/messages/${conversation?.messages[0]?.id}`)).body).toEqual(message.body);
});

test('a repeated external id gets a new uid without a message, in any inbox, even in flight', async () => {
  const front = await startFront();
  const body = importBody({ external_id: 'same' });
  const letThrough = holdImports();
  const [first, inFlight] = await Promise.all([post(front, body), post(front, body)]);
  await letThrough();
  const other = `/inboxes/${front.state.inboxes[1]?.id}/imported_messages`;
  const again = await callFront<Accepted>(front, 'POST', other, { ...body, body: 'changed' });
  await letThrough();
  expect([first.status, inFlight.status, again.status]).toEqual([202, 202, 202]);
  const uids = [first, inFlight, again].map((answer) => answer.body.message_uid);
  expect(new Set(uids).size).toBe(3);
  expect(front.state.conversations.flatMap(({ messages }) => messages)).toHaveLength(1);
  const found = await Promise.all(uids.map((uid) => callFront(front, 'GET', `/messages/alt:uid:${uid}`)));
  expect(found.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a repeated external id gets 409 if configured', async () => {
  const front = await startFront({ duplicateExternalId: 'conflict' });
  await post(front, importBody({ external_id: 'same' }));
  const again = await post(front, importBody({ external_id: 'same' }));
  expect(again).toMatchObject({ status: 409, body: { _error: { status: 409, title: 'Conflict' } } });
});

test('a message without flags is archived and runs no rules', async () => {
  const front = await startFront({ frontRules: true });
  const silent = { is_archived: undefined, should_skip_rules: undefined };
  const conversation = await importMessage(front, { subject: 'Voicemail – Support' }, silent);
  expect(conversation).toMatchObject({ status: 'archived', inboxIds: [front.state.inboxes[0]?.id] });
});

test('is_archived true archives an open conversation; false does not open an archived one', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  expect(front.state.conversation(id)?.status).toBe('unassigned');
  await importMessage(front, { conversation_id: id }, { is_archived: true });
  expect(front.state.conversation(id)?.status).toBe('archived');
  await importMessage(front, { conversation_id: id }, { is_archived: false });
  expect(front.state.conversation(id)?.status).toBe('archived');
});

test('the assignee applies to new conversations only', async () => {
  const front = await startFront();
  const [anna, ben] = front.state.teammates;
  const conversation = await importMessage(front, { assignee_id: anna?.id });
  expect(conversation).toMatchObject({ status: 'assigned', assigneeId: anna?.id });
  await importMessage(front, { assignee_id: ben?.id, conversation_id: conversation.id });
  expect(conversation.assigneeId).toBe(anna?.id);
});

test('an import into another inbox adds it to the conversation', async () => {
  const front = await startFront();
  const [phone, , support] = front.state.inboxes;
  const { id } = await importMessage(front);
  const after = await importMessage(front, { conversation_id: id }, {}, support?.id);
  expect(after.inboxIds).toEqual([phone?.id, support?.id]);
});

test('tags are given by name, and unknown ones are created', async () => {
  const front = await startFront();
  const { tagIds } = await importMessage(front, { tags: ['billing', 'brand new'] });
  const names = front.state.tags.filter(({ id }) => tagIds.includes(id)).map(({ name }) => name);
  expect(names).toEqual(['billing', 'brand new']);
  expect(front.state.tags).toHaveLength(3);
});

test('messages are shown by date, and the latest arrival sets the subject', async () => {
  const front = await startFront();
  const { id } = await importMessage(front, { subject: 'late', body: 'late', created_at: 2000 });
  const conversation = await importMessage(front, {
    subject: 'early',
    body: 'early',
    created_at: 1000,
    conversation_id: id,
  });
  expect(conversation.subject).toBe('early');
  expect(conversation.messages.map(({ body }) => body)).toEqual(['early', 'late']);
  const listed = await callFront(front, 'GET', `/conversations/${id}/messages`);
  expect(listed.body).toMatchObject({ _results: [{ body: 'late' }, { body: 'early' }] });
});

test('a burst arrives out of order, the same for the same seed', async () => {
  const orderOf = async (seed: number) => {
    const front = await startFront({ importDelayMs: 1000, seed });
    const letThrough = holdImports();
    const names = Array.from({ length: 12 }, (_, index) => `${index}`);
    for (const name of names) await post(front, importBody({ external_id: name, body: name }));
    const arrived: string[] = [];
    front.state.onEvent((event) => {
      if (event.type === 'inbound_received') arrived.push(event.message.body);
    });
    await letThrough();
    return arrived;
  };
  const order = await orderOf(1);
  expect(order.toSorted((one, other) => Number(one) - Number(other))).toEqual(Array.from(order.keys(), String));
  expect(order).not.toEqual(Array.from(order.keys(), String));
  expect(await orderOf(1)).toEqual(order);
  expect(await orderOf(2)).not.toEqual(order);
});
