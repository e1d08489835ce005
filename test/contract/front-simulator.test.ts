import { beforeAll, expect, test } from 'vitest';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { callFront } from '../simulators/front/call-front.ts';
import { importBody } from '../simulators/front/import-body.ts';
import { frontContract } from './front-openapi.ts';

const contract = frontContract();
const violations: string[] = [];
const answered = new Set<string>();
let front: FrontSimulator;

beforeAll(async () => {
  front = await startFrontSimulator({
    importDelayMs: 0,
    onRequest: (request) => violations.push(...contract.checkRequest(request)),
    onResponse: (response) => {
      violations.push(...contract.checkResponse(response));
      answered.add(`${response.status} ${contract.operationId(response.method, response.path)}`);
    },
  });
  return () => front.close();
});

test.runIf(contract.available)('every endpoint of the simulator answers as Front documents', async () => {
  const { state } = front;
  const call = (method: string, path: string, body?: unknown) => callFront<{ id: string }>(front, method, path, body);
  const [phone, support] = state.inboxes;
  const anna = state.teammates[0]?.id;
  const handle = { handle: '+33612345678', source: 'custom' };
  const contact = (await call('POST', '/contacts', { name: 'Ada', list_names: ['VIP'], handles: [handle] })).body.id;
  const other = (await call('POST', '/contacts', { handles: [{ handle: 'b@example.com', source: 'email' }] })).body.id;
  const add = (body: object) => call('POST', `/inboxes/${phone?.id}/imported_messages`, body);
  const first = await add(importBody({ tags: ['billing'], assignee_id: anna }, { thread_ref: 'caller' }));
  await front.settled();
  const out = { handle: '+33186651010', author_id: anna };
  await add(importBody({ sender: out, to: ['+33612345678'] }, { is_inbound: false, thread_ref: 'caller' }));
  await front.settled();
  const form = new FormData();
  for (const [key, value] of Object.entries({ body: 'with a file', author_id: anna ?? '' })) form.set(key, value);
  form.set('attachments[0]', new Blob(['x']), 'x.mp3');
  const conversation = `/conversations/${state.conversations[0]?.id}`;
  const comment = (await call('POST', `${conversation}/comments`, form)).body.id;
  const tag = (await call('POST', '/company/tags', { name: 'made', highlight: 'red' })).body.id;
  const link = (await call('POST', '/links', { external_url: 'https://c.example/1', name: 'Caller' })).body.id;
  const uid = (first.body as unknown as { message_uid: string }).message_uid;
  const requests: [string, string, unknown?][] = [
    ['GET', `/comments/${comment}`],
    ['POST', `${conversation}/comments`, { body: 'by the token', is_pinned: true }],
    ['GET', `${conversation}/comments`],
    ['POST', `${conversation}/links`, { link_ids: [link] }],
    ['POST', `${conversation}/links`, { link_external_urls: ['https://c.example/2'] }],
    ['POST', `${conversation}/tags`, { tag_ids: [tag] }],
    ['PUT', `${conversation}/assignee`, { assignee_id: anna }],
    ['PATCH', conversation, { inbox_id: support?.id, status: 'archived', assignee_id: null, tag_ids: [tag] }],
    ['GET', conversation],
    ['GET', `${conversation}/messages?limit=1`],
    ['GET', `${conversation}/inboxes`],
    ['GET', '/conversations?q[statuses][]=archived&q[statuses][]=assigned'],
    ['GET', `/inboxes/${support?.id}/conversations?limit=10`],
    ['GET', `/contacts/${contact}/conversations`],
    ['GET', `/links/${link}/conversations`],
    ['DELETE', `${conversation}/tags`, { tag_ids: [tag] }],
    ['DELETE', `${conversation}/links`, { link_ids: [link] }],
    ['GET', `/messages/alt:uid:${uid}`],
    ['GET', `/comments/${state.conversations[0]?.comments[0]?.id}`],
    ['POST', `/contacts/${contact}/handles`, { handle: '+33612345678', source: 'phone' }],
    ['PATCH', '/contacts/alt:phone:%2B33612345678', { description: 'VIP', links: ['https://c.example'] }],
    ['GET', `/contacts/${contact}`],
    ['DELETE', `/contacts/${contact}/handles`, { handle: '+33612345678', source: 'phone' }],
    ['POST', '/contacts/merge', { target_contact_id: contact, contact_ids: [contact, other] }],
    ...['/me', '/contacts', '/inboxes', `/inboxes/${phone?.id}`, '/teammates', `/teammates/${anna}`].map(get),
    ...['/tags?limit=1', '/company/tags', `/tags/${tag}`, '/links?q[types][]=web', `/links/${link}`].map(get),
  ];
  for (const [method, path, body] of requests) {
    expect((await call(method, path, body)).status, `${method} ${path}`).toBeLessThan(300);
  }
  await call('GET', `/download/${[...state.files.keys()][0]}`);
  await call('POST', '/tags', { name: 'legacy' });
  state.mergeConversations(state.conversations[0]?.id ?? '', state.addEmailConversation(contact, 'Survivor').id);
  expect((await call('GET', conversation)).status).toBe(301);
  expect((await call('GET', '/conversations/cnv_none')).status).toBe(404);
  expect((await callFront(front, 'GET', '/me', undefined, { authorization: 'x' })).status).toBe(401);
  expect(violations).toEqual([]);
  const routesOfTheStandIn = 39;
  expect([...answered].filter((one) => one.startsWith('2'))).toHaveLength(routesOfTheStandIn);
});

function get(path: string): [string, string] {
  return ['GET', path];
}
