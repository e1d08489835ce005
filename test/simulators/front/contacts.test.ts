import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { startFront } from './start-front.ts';

const phone = (handle: string) => ({ source: 'phone', handle });
const custom = (handle: string) => ({ source: 'custom', handle });

test('a contact is created once, and found by id and by alias', async () => {
  const front = await startFront();
  const handles = [phone('+33 6 12-34.56 78'), custom('+33612345678')];
  const made = await callFront<{ id: string }>(front, 'POST', '/contacts', { name: 'Ada', handles });
  const kept = [phone('+33612345678'), custom('+33612345678')];
  expect(made).toMatchObject({ status: 201, body: { name: 'Ada', handles: kept } });
  for (const id of [made.body.id, 'alt:phone:%2B33612345678', 'alt:phone:+33612345678', 'alt:custom:%2B33612345678']) {
    expect((await callFront(front, 'GET', `/contacts/${id}`)).body, id).toEqual(made.body);
  }
  expect((await callFront(front, 'GET', '/contacts/alt:email:%2B33612345678')).status).toBe(404);
});

test('a taken handle gets 409, naming the contacts', async () => {
  const front = await startFront();
  const ada = front.state.addContact({ name: 'Ada', handles: [{ source: 'phone', handle: '+33612345678' }] });
  const bob = front.state.addContact({ name: 'Bob', handles: [{ source: 'custom', handle: 'x' }] });
  const one = await callFront(front, 'POST', '/contacts', { handles: [phone('+33612345678')] });
  const message = (...ids: string[]) => `Your request contains a conflict with the contact(s): ${ids.join(', ')}`;
  expect(one).toMatchObject({ status: 409, body: { _error: { status: 409, message: message(ada.id) } } });
  const both = await callFront(front, 'POST', '/contacts', { handles: [phone('+33612345678'), custom('x')] });
  expect(both.body).toMatchObject({ _error: { message: message(ada.id, bob.id) } });
  expect(front.state.contacts).toHaveLength(2);
});

test('a phone handle without + is read as an American number', async () => {
  const front = await startFront();
  await callFront(front, 'POST', '/contacts', { handles: [phone('0612345678')] });
  await callFront(front, 'POST', '/contacts', { handles: [phone('1 (415) 555-0100')] });
  const handles = front.state.contacts.flatMap((contact) => contact.handles.map(({ handle }) => handle));
  expect(handles).toEqual(['+10612345678', '+14155550100']);
  expect((await callFront(front, 'GET', '/contacts/alt:phone:%2B33612345678')).status).toBe(404);
  expect((await callFront(front, 'POST', '/contacts', { handles: [phone('anonymous')] })).status).toBe(400);
});

test('an update changes the named fields and replaces the custom fields', async () => {
  const front = await startFront();
  const contact = front.state.addContact({ name: 'Ada', handles: [{ source: 'phone', handle: '+33612345678' }] });
  const path = '/contacts/alt:phone:%2B33612345678';
  await callFront(front, 'PATCH', path, { description: 'VIP', custom_fields: { a: 1, b: 2 } });
  expect((await callFront(front, 'PATCH', path, { name: 'Ada L.', custom_fields: { b: 3 } })).status).toBe(204);
  expect(contact).toMatchObject({ name: 'Ada L.', description: 'VIP', customFields: { b: 3 } });
  expect(contact.customFields).toEqual({ b: 3 });
});

test('handles are added and deleted; other contacts keep theirs', async () => {
  const front = await startFront();
  const ada = front.state.addContact({ name: 'Ada', handles: [{ source: 'phone', handle: '+33612345678' }] });
  const bob = front.state.addContact({ name: 'Bob', handles: [{ source: 'custom', handle: 'taken' }] });
  const path = `/contacts/${ada.id}/handles`;
  expect((await callFront(front, 'POST', path, custom('taken'))).status).toBe(409);
  expect((await callFront(front, 'POST', path, custom('free'))).status).toBe(204);
  expect((await callFront(front, 'POST', path, custom('free'))).status).toBe(204);
  expect(ada.handles).toEqual([phone('+33612345678'), custom('free')]);
  expect((await callFront(front, 'DELETE', path, phone('+33 612345678'))).status).toBe(204);
  expect((await callFront(front, 'DELETE', path, custom('none'))).status).toBe(404);
  expect((await callFront(front, 'DELETE', path, custom('free'))).status).toBe(400);
  expect((await callFront(front, 'DELETE', path, { ...custom('free'), force: true })).status).toBe(204);
  expect(front.state.contacts).toEqual([bob]);
});

test('merging keeps all handles and the messages of both', async () => {
  const front = await startFront();
  const ada = front.state.addContact({ name: 'Ada', handles: [{ source: 'email', handle: 'ada@example.com' }] });
  const bob = front.state.addContact({ name: 'Bob', handles: [{ source: 'email', handle: 'bob@example.com' }] });
  front.state.addEmailConversation(bob.id, 'From Bob');
  const merge = { target_contact_id: ada.id, contact_ids: [ada.id, bob.id] };
  const merged = await callFront(front, 'POST', '/contacts/merge', merge);
  expect(merged).toMatchObject({ status: 200, body: { id: ada.id, name: 'Ada' } });
  expect(ada.handles).toHaveLength(2);
  expect((await callFront(front, 'GET', `/contacts/${bob.id}`)).status).toBe(404);
  const listed = await callFront(front, 'GET', `/contacts/${ada.id}/conversations`);
  expect(listed.body).toMatchObject({ _results: [{ subject: 'From Bob' }] });
  expect((await callFront(front, 'POST', '/contacts/merge', { contact_ids: [ada.id] })).status).toBe(400);
});

test("a contact's conversations are listed by activity, status and page, by default without the trash", async () => {
  const front = await startFront();
  const { id } = front.state.addContact({ name: 'Ada', handles: [{ source: 'email', handle: 'ada@example.com' }] });
  const made = ['one', 'two', 'three', 'four'].map((subject) => front.state.addEmailConversation(id, subject));
  const [one, two, three, four] = made.map((conversation) => conversation.id);
  front.state.archiveConversation(one ?? '');
  front.state.deleteConversation(two ?? '');
  front.state.assign(three ?? '', 'alt:email:anna.agent@example.com');
  for (const [index, conversation] of made.entries()) conversation.updatedAtMs = 1000 - (index === 2 ? -5 : index);
  type List = { _results: { id: string }[]; _pagination: { next: string | null } };
  const list = (query: string) => callFront<List>(front, 'GET', `/contacts/${id}/conversations?${query}`);
  const ids = async (query: string) => (await list(query)).body._results.map((conversation) => conversation.id);
  expect(await ids('')).toEqual([three, one, four]);
  expect(await ids('q[statuses][]=archived&q[statuses][]=trashed')).toEqual([one, two]);
  expect(await ids('q%5Bstatuses%5D%5B%5D=assigned')).toEqual([three]);
  expect(await ids('q[statuses][]=unassigned')).toEqual([four]);
  expect((await list('q[statuses][]=open')).status).toBe(400);
  const first = await list('limit=2');
  expect(first.body._results.map((conversation) => conversation.id)).toEqual([three, one]);
  const rest = await callFront<List>(front, 'GET', first.body._pagination.next ?? '');
  expect(rest.body._results.map((conversation) => conversation.id)).toEqual([four]);
  expect(rest.body._pagination.next).toBeNull();
});

test.each([
  [{}],
  [{ handles: [] }],
  [{ handles: ['+33612345678'] }],
  [{ handles: [{ handle: '+33612345678' }] }],
  [{ handles: [{ handle: '+33612345678', source: 'fax' }] }],
  [{ handles: [custom('x')], name: 7 }],
  [{ handles: [custom('x')], title: 'no such field' }],
])('the contact %j is refused with the reason', async (body) => {
  const front = await startFront();
  const answer = await callFront<{ _error: { details: string[] } }>(front, 'POST', '/contacts', body);
  expect(answer.status).toBe(400);
  expect(answer.body._error.details.length).toBeGreaterThan(0);
  expect(front.state.contacts).toEqual([]);
});
