import { expect, test } from 'vitest';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { callFront } from './call-front.ts';
import { importBody } from './import-body.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

const importPath = ({ state }: FrontSimulator) => `/inboxes/${state.inboxes[0]?.id}/imported_messages`;

test.each([
  ['forgotten', 1],
  ['kept', 0],
] as const)('a dropped import is accepted but creates no message; its external_id is %s', async (externalId, after) => {
  const front = await startFront();
  front.behaviour.dropImports = { matching: 'entry-of-one', externalId, times: 1 };
  const body = importBody({ external_id: 'entry-of-one' });
  await importMessage(front);
  const answers = [await callFront(front, 'POST', importPath(front), body)];
  await front.settled();
  expect(front.state.message((message) => message.externalId === 'entry-of-one')).toBeUndefined();
  answers.push(await callFront(front, 'POST', importPath(front), body));
  await front.settled();
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  const messages = front.state.conversations.flatMap((conversation) => conversation.messages);
  expect(messages.filter((message) => message.externalId === 'entry-of-one')).toHaveLength(after);
});

test.each([
  [true, 'unassigned'],
  [false, 'archived'],
])('an import opens an archived conversation as configured: %s', async (importsReopen, status) => {
  const front = await startFront({ behaviour: { importsReopen } });
  const { id } = await importMessage(front);
  front.state.archiveConversation(id);
  expect((await importMessage(front, { conversation_id: id })).status).toBe(status);
});

test('other spellings of a number are refused as configured, E.164 is answered', async () => {
  const front = await startFront({ behaviour: { refuseSpellings: 422 } });
  const statusOf = async (handle: string) =>
    (await callFront(front, 'GET', `/contacts/alt:phone:${encodeURIComponent(handle)}/conversations`)).status;
  expect(await Promise.all(['0639981234', '33639981234', '+33639981234'].map(statusOf))).toEqual([422, 422, 404]);
});

test('a private conversation is in no list and gets 404, unless the token sees it', async () => {
  const front = await startFront();
  const { id, messages } = await importMessage(front);
  front.state.makePrivate(id);
  const seen = async () => {
    const list = await callFront<{ _results: unknown[] }>(front, 'GET', '/conversations');
    const paths = [`/conversations/${id}`, `/conversations/${id}/messages`, `/messages/${messages[0]?.id}`];
    const answers = await Promise.all(paths.map((path) => callFront(front, 'GET', path)));
    const imported = await callFront(front, 'POST', importPath(front), importBody({ conversation_id: id }));
    return [list.body._results.length, ...answers.map(({ status }) => status), imported.status];
  };
  expect(await seen()).toEqual([0, 404, 404, 404, 404]);
  front.behaviour.seesPrivate = true;
  expect(await seen()).toEqual([1, 200, 200, 200, 202]);
  expect((await callFront(front, 'GET', `/conversations/${id}`)).body).toMatchObject({ is_private: true });
});

test('a snoozed conversation has a reminder until it is ended', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const [teammate] = front.state.teammates;
  const remind = async (scheduledAt: number | null) => {
    const body = { teammate_id: 'alt:email:anna.agent@example.com', scheduled_at: scheduledAt };
    expect((await callFront(front, 'PATCH', `/conversations/${id}/reminders`, body)).status).toBe(204);
    return (await callFront<{ scheduled_reminders: unknown[] }>(front, 'GET', `/conversations/${id}`)).body;
  };
  const owner = `${front.url}/teammates/${teammate?.id}`;
  expect((await remind(1_900_000_000)).scheduled_reminders).toMatchObject([
    { scheduled_at: 1_900_000_000, _links: { related: { owner } } },
  ]);
  expect((await remind(null)).scheduled_reminders).toEqual([]);
});

test('a recreated inbox, tag or teammate has a new id, and the old one is unknown', async () => {
  const front = await startFront();
  const [inbox] = front.state.inboxes;
  const [tag] = front.state.tags;
  const [teammate] = front.state.teammates;
  if (inbox === undefined || tag === undefined || teammate === undefined) throw new Error('the seeds are not there');
  const { id } = await importMessage(
    front,
    { sender: { handle: 'us', author_id: teammate.id } },
    { is_inbound: false },
  );
  for (const removed of [inbox, tag, teammate]) front.state.remove(removed.id);
  const again = [
    front.state.addInbox(inbox.name),
    front.state.addTag(tag.name),
    front.state.addTeammate({ email: teammate.email, firstName: 'Anna', lastName: 'Agent' }),
  ];
  expect(again.map((made) => made.id)).not.toEqual([inbox.id, tag.id, teammate.id]);
  const statuses = await Promise.all([
    callFront(front, 'POST', `/inboxes/${inbox.id}/imported_messages`, importBody()),
    callFront(front, 'POST', `/conversations/${id}/tags`, { tag_ids: [tag.id] }),
    callFront(front, 'POST', `/conversations/${id}/comments`, { author_id: teammate.id, body: 'x' }),
    callFront(front, 'GET', `/conversations/${id}`),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([404, 400, 400, 200]);
  expect(() => front.state.remove(inbox.id)).toThrow('unknown');
});

test('the conversation of a removed contact stays, without a contact until the number writes again', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const [contact] = front.state.contacts;
  front.state.remove(contact?.id ?? '');
  expect((await callFront(front, 'GET', '/contacts/alt:custom:%2B33612345678/conversations')).status).toBe(404);
  expect((await callFront(front, 'GET', `/conversations/${id}`)).body).toMatchObject({ recipient: null });
  await importMessage(front, { conversation_id: id });
  expect(front.state.contacts).toHaveLength(1);
});

test('a chat of a custom channel is a conversation of its contact, with custom messages', async () => {
  const front = await startFront();
  const contact = front.state.addContact({ name: 'Wanda', handles: [{ source: 'phone', handle: '+33612345678' }] });
  const { id } = front.state.addChat(contact.id, { subject: 'WhatsApp with Wanda', bodies: ['Hi', 'Hello?'] });
  const path = `/contacts/alt:phone:${encodeURIComponent('+33612345678')}/conversations`;
  expect((await callFront(front, 'GET', path)).body).toMatchObject({ _results: [{ id }] });
  expect((await callFront(front, 'GET', `/conversations/${id}/messages`)).body).toMatchObject({
    _results: [{ type: 'custom', recipients: [{ handle: '+33612345678', role: 'from' }] }, {}],
  });
});

test('the behaviour can be read and changed over HTTP, and a reset restores it', async () => {
  const front = await startFront({ importDelayMs: 7 });
  const change = { importDelayMs: 3000, dropImports: { matching: '.', externalId: 'kept' } };
  expect((await callFront(front, 'PATCH', '/_sim/behaviour', change)).body).toMatchObject(change);
  expect((await callFront(front, 'PATCH', '/_sim/behaviour', { importDelay: 1 })).status).toBe(400);
  await callFront(front, 'POST', '/_sim/reset');
  expect((await callFront(front, 'GET', '/_sim/behaviour')).body).toMatchObject({
    importDelayMs: 7,
    dropImports: null,
  });
});

test("people's changes can be made over HTTP too", async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const [contact] = front.state.contacts;
  const [inbox] = front.state.inboxes;
  const statuses = [
    await callFront(front, 'POST', `/_sim/contacts/${contact?.id}/chats`, { subject: 'Chat' }),
    await callFront(front, 'POST', `/_sim/conversations/${id}/snooze`, {
      teammateId: front.state.teammates[0]?.id,
      untilSeconds: 1_900_000_000,
    }),
    await callFront(front, 'DELETE', `/_sim/inboxes/${inbox?.id}`),
    await callFront(front, 'POST', '/_sim/inboxes', { name: 'Aircall Phone' }),
    await callFront(front, 'POST', '/_sim/tags', { name: 'gold ' }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([201, 204, 204, 201, 201]);
});
