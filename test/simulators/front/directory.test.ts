import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { startFront } from './start-front.ts';

type List = { _results: Record<string, unknown>[] };

test('the default company has four inboxes, a blocked teammate and two tags', async () => {
  const front = await startFront();
  const names = async (path: string, key: string) =>
    (await callFront<List>(front, 'GET', path)).body._results.map((resource) => resource[key]);
  expect(await names('/inboxes', 'name')).toEqual(['Aircall Phone', 'Voicemail', 'Support', 'Sales']);
  expect(await names('/teammates', 'is_blocked')).toContain(true);
  expect(await names('/tags', 'name')).toEqual(['Follow-up', 'billing']);
});

test('seeds replace the defaults, including their ids', async () => {
  const front = await startFront({
    inboxes: [{ id: 'inb_mine', name: 'Mine' }],
    teammates: [{ id: 'tea_mine', email: 'Me@Example.com', firstName: 'Me', lastName: 'Myself', isAvailable: false }],
    tags: [],
  });
  expect((await callFront(front, 'GET', '/inboxes/inb_mine')).body).toMatchObject({ id: 'inb_mine', name: 'Mine' });
  const teammate = { id: 'tea_mine', email: 'Me@Example.com', is_available: false, is_blocked: false, type: 'user' };
  for (const id of ['tea_mine', 'alt:email:me@example.com', 'alt:email:ME%40EXAMPLE.COM']) {
    expect((await callFront(front, 'GET', `/teammates/${id}`)).body, id).toMatchObject(teammate);
  }
  expect((await callFront<List>(front, 'GET', '/tags')).body._results).toEqual([]);
});

test('tags are created once, with a name of at most 64 characters', async () => {
  const front = await startFront();
  const made = await callFront<{ id: string }>(front, 'POST', '/company/tags', { name: 'n'.repeat(64) });
  expect(made.status).toBe(201);
  expect((await callFront(front, 'GET', `/tags/${made.body.id}`)).body).toEqual(made.body);
  expect((await callFront(front, 'POST', '/tags', { name: 'n'.repeat(64) })).status).toBe(409);
  for (const body of [{ name: 'n'.repeat(65) }, {}, { name: 'a', highlight: 'black' }, { name: 'a', color: 'red' }]) {
    expect((await callFront(front, 'POST', '/tags', body)).status, JSON.stringify(body)).toBe(400);
  }
  expect((await callFront<List>(front, 'GET', '/company/tags')).body._results).toHaveLength(3);
});

test('an address has one link, which lists its conversations', async () => {
  const front = await startFront();
  const url = 'https://callthread.example/callers/1';
  const made = await callFront<{ id: string }>(front, 'POST', '/links', { external_url: url, name: 'Caller' });
  expect(made).toMatchObject({ status: 201, body: { name: 'Caller', external_url: url, type: 'web' } });
  expect((await callFront(front, 'POST', '/links', { external_url: url })).body).toEqual(made.body);
  expect((await callFront<List>(front, 'GET', '/links')).body._results).toEqual([made.body]);
  expect((await callFront<List>(front, 'GET', '/links?q[types][]=jira')).body._results).toEqual([]);
  const contact = front.state.addContact({ name: 'Ada', handles: [{ source: 'custom', handle: 'ada' }] });
  const { id } = front.state.addEmailConversation(contact.id, 'linked');
  front.state.addEmailConversation(contact.id, 'not linked');
  await callFront(front, 'POST', `/conversations/${id}/links`, { link_ids: [made.body.id] });
  const listed = await callFront<List>(front, 'GET', `/links/${made.body.id}/conversations`);
  expect(listed.body._results.map((conversation) => conversation['id'])).toEqual([id]);
  for (const body of [{}, { external_url: url, pattern: 'x' }, { name: 'only' }]) {
    expect((await callFront(front, 'POST', '/links', body)).status).toBe(400);
  }
});
