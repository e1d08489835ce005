import { beforeAll, expect, test } from 'vitest';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { callFront } from '../simulators/front/call-front.ts';
import { importBody } from '../simulators/front/import-body.ts';
import { frontContract } from './front-openapi.ts';
import { spoil } from './spoil.ts';

const contract = frontContract();
let front: FrontSimulator;
let paths: Record<'contact' | 'conversation' | 'inbox', string>;

beforeAll(async () => {
  front = await startFrontSimulator({ importDelayMs: 0 });
  const { id } = front.state.addContact({ name: 'Ada', handles: [{ source: 'custom', handle: 'ada' }] });
  paths = {
    contact: `/contacts/${id}`,
    conversation: `/conversations/${front.state.addEmailConversation(id, 'Hello').id}`,
    inbox: `/inboxes/${front.state.inboxes[0]?.id}`,
  };
  return () => front.close();
});

const handle = { handle: '+33612345678', source: 'phone' };

test.runIf(contract.available).each<[string, keyof typeof paths | '', string, object]>([
  ['POST', 'inbox', '/imported_messages', importBody({ cc: ['a'], bcc: ['b'], tags: ['c'], assignee_id: 'tea_rt' })],
  ['POST', 'inbox', '/imported_messages', importBody({ type: 'email', body_format: 'html' }, { thread_ref: 'x' })],
  [
    'POST',
    '',
    '/contacts',
    { name: 'Bob', description: 'x', links: ['a'], handles: [handle], custom_fields: { a: 1 } },
  ],
  ['PATCH', 'contact', '', { name: 'Bob', description: 'x', links: ['a'], list_names: ['b'], custom_fields: { a: 1 } }],
  ['POST', 'contact', '/handles', handle],
  ['DELETE', 'contact', '/handles', { ...handle, force: true }],
  ['POST', '', '/contacts/merge', { target_contact_id: 'crd_rt', contact_ids: ['crd_rt', 'crd_ru'] }],
  ['PATCH', 'conversation', '', { status: 'open', assignee_id: 'tea_rt', inbox_id: 'inb_rt', tag_ids: ['tag_rt'] }],
  ['PUT', 'conversation', '/assignee', { assignee_id: 'tea_rt' }],
  ['POST', 'conversation', '/tags', { tag_ids: ['tag_rt'] }],
  ['DELETE', 'conversation', '/tags', { tag_ids: ['tag_rt'] }],
  ['POST', 'conversation', '/links', { link_external_urls: ['https://c.example'] }],
  ['DELETE', 'conversation', '/links', { link_ids: ['top_rt'] }],
  ['POST', 'conversation', '/comments', { body: 'x', author_id: 'tea_rt', is_pinned: true }],
  ['POST', '', '/tags', { name: 'a', description: 'b', highlight: 'red', is_visible_in_conversation_lists: true }],
  ['POST', '', '/company/tags', { name: 'b' }],
  ['POST', '', '/links', { external_url: 'https://c.example', name: 'a' }],
])('%s %s%s: the simulator refuses every body that the OpenAPI refuses', async (method, base, rest, valid) => {
  const path = `${base === '' ? '' : paths[base]}${rest}`;
  const refused = (body: unknown) => contract.checkRequest({ method, path, query: '', body }).length > 0;
  expect(refused(valid)).toBe(false);
  const spoiled = spoil(valid).filter(refused);
  expect(spoiled.length).toBeGreaterThan(0);
  const before = structuredClone(front.state.conversations);
  for (const body of spoiled) {
    const answer = await callFront(front, method, path, body);
    expect(answer.status, JSON.stringify(body)).toBe(400);
  }
  await front.settled();
  expect(front.state.conversations).toEqual(before);
});
