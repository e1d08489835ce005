import { beforeEach, expect, test } from 'vitest';
import { type FrontSimulator, startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import type { ConversationRecord } from '../../../simulators/front/state/records.ts';
import { callFront } from './call-front.ts';

let front: FrontSimulator;
let conversation: ConversationRecord;
let path: string;

beforeEach(async () => {
  front = await startFrontSimulator();
  const contact = front.state.addContact({ name: 'Ada', handles: [{ source: 'custom', handle: 'ada' }] });
  conversation = front.state.addEmailConversation(contact.id, 'Hello');
  path = `/conversations/${conversation.id}`;
  return () => front.close();
});

const idOf = (email: string) => front.state.teammate(`alt:email:${email}@example.com`)?.id ?? '';

test('the status changes to archived, open, deleted and back', async () => {
  const steps = [
    [{ status: 'archived' }, 'archived'],
    [{ assignee_id: idOf('anna.agent') }, 'archived'],
    [{ status: 'open' }, 'assigned'],
    [{ assignee_id: null }, 'unassigned'],
    [{ status: 'deleted' }, 'deleted'],
    [{ status: 'open' }, 'unassigned'],
    [{ status: 'spam' }, 'deleted'],
  ] as const;
  for (const [change, status] of steps) {
    expect((await callFront(front, 'PATCH', path, change)).status).toBe(204);
    expect((await callFront(front, 'GET', path)).body, JSON.stringify(change)).toMatchObject({ status });
  }
});

test('a move replaces the inbox, tag_ids replaces the tags', async () => {
  const [, voicemail] = front.state.inboxes;
  const [followUp, billing] = front.state.tags;
  await callFront(front, 'POST', `${path}/tags`, { tag_ids: [followUp?.id] });
  const change = { inbox_id: voicemail?.id, tag_ids: [billing?.id], custom_fields: { Key: 'value' } };
  expect((await callFront(front, 'PATCH', path, change)).status).toBe(204);
  expect(conversation).toMatchObject({ inboxIds: [voicemail?.id], tagIds: [billing?.id] });
  const inboxes = await callFront(front, 'GET', `${path}/inboxes`);
  expect(inboxes.body).toMatchObject({ _results: [{ name: 'Voicemail' }] });
  expect((await callFront(front, 'GET', path)).body).toMatchObject({
    tags: [{ name: 'billing' }],
    custom_fields: { Key: 'value' },
  });
});

test('tags are added and removed by id, once each', async () => {
  const ids = front.state.tags.map(({ id }) => id);
  await callFront(front, 'POST', `${path}/tags`, { tag_ids: ids });
  await callFront(front, 'POST', `${path}/tags`, { tag_ids: ids });
  expect(conversation.tagIds).toEqual(ids);
  expect((await callFront(front, 'DELETE', `${path}/tags`, { tag_ids: ids.slice(0, 1) })).status).toBe(204);
  expect(conversation.tagIds).toEqual(ids.slice(1));
});

test('the assignee is set and removed', async () => {
  expect((await callFront(front, 'PUT', `${path}/assignee`, { assignee_id: idOf('ben.backup') })).status).toBe(204);
  expect((await callFront(front, 'GET', path)).body).toMatchObject({
    status: 'assigned',
    assignee: { email: 'ben.backup@example.com' },
  });
  expect((await callFront(front, 'PUT', `${path}/assignee`, { assignee_id: null })).status).toBe(204);
  expect((await callFront(front, 'GET', path)).body).toMatchObject({ status: 'unassigned', assignee: null });
});

test('at most ten links are added, by id or address, and removed', async () => {
  const url = 'https://callthread.example/callers/1';
  expect((await callFront(front, 'POST', `${path}/links`, { link_external_urls: [url] })).status).toBe(204);
  await callFront(front, 'POST', `${path}/links`, { link_external_urls: [url] });
  expect(conversation.links).toEqual([{ id: conversation.links[0]?.id, name: url, externalUrl: url }]);
  const id = conversation.links[0]?.id;
  const eleven = Array.from({ length: 11 }, (_, index) => `${url}${index}`);
  for (const body of [{}, { link_ids: [id], link_external_urls: [url] }, { link_external_urls: eleven }]) {
    expect((await callFront(front, 'POST', `${path}/links`, body)).status).toBe(400);
  }
  expect((await callFront(front, 'DELETE', `${path}/links`, { link_ids: [id] })).status).toBe(204);
  expect(conversation.links).toEqual([]);
});

test('an invalid request is refused as a whole, naming the place', async () => {
  const before = structuredClone(conversation);
  const wrong = [
    { status: 'assigned' },
    { assignee_id: 'tea_none' },
    { assignee_id: idOf('bob.blocked') },
    { status: 'archived', inbox_id: 'inb_none' },
    { status: 'archived', tag_ids: ['tag_none'] },
    { status_id: 'sts_1' },
    { subject: 'cannot be set' },
    { tag_ids: 'tag_1' },
  ];
  for (const body of wrong) {
    const answer = await callFront<{ _error: { details: string[] } }>(front, 'PATCH', path, body);
    expect(answer.status, JSON.stringify(body)).toBe(400);
    expect(answer.body._error.details[0]).toMatch(/^body/);
  }
  expect((await callFront(front, 'PUT', `${path}/assignee`, {})).status).toBe(400);
  expect(conversation).toEqual(before);
});

test('all conversations, and those of an inbox, can be listed', async () => {
  const listed = await callFront(front, 'GET', '/conversations');
  expect(listed.body).toMatchObject({ _results: [{ id: conversation.id, recipient: { name: 'Ada', handle: 'ada' } }] });
  const [phone, , , sales] = front.state.inboxes;
  expect((await callFront(front, 'GET', `/inboxes/${phone?.id}/conversations`)).body).toMatchObject({ _results: [] });
  const inSales = await callFront(front, 'GET', `/inboxes/${sales?.id}/conversations`);
  expect(inSales.body).toMatchObject({ _results: [{ id: conversation.id }] });
});
