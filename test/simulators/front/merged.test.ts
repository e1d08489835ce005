import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { holdImports } from './hold-imports.ts';
import { importBody } from './import-body.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

async function mergedPair() {
  const front = await startFront();
  const from = await importMessage(front, { body: 'a call' }, { thread_ref: 'caller' });
  await callFront(front, 'POST', `/conversations/${from.id}/links`, { link_external_urls: ['https://c.example/1'] });
  front.state.addComment(from.id, 'alt:email:anna.agent@example.com', 'a note');
  const [contact] = front.state.contacts;
  const into = front.state.addEmailConversation(contact?.id ?? '', 'By e-mail');
  front.state.mergeConversations(from.id, into.id);
  return { front, from, into };
}

test("every route of a merged conversation redirects to the survivor's", async () => {
  const { front, from, into } = await mergedPair();
  const requests = [
    ['GET', ''],
    ['PATCH', ''],
    ['PUT', '/assignee'],
    ['POST', '/tags'],
    ['DELETE', '/tags'],
    ['POST', '/links'],
    ['GET', '/comments'],
    ['POST', '/comments'],
    ['GET', '/messages?limit=5'],
    ['GET', '/inboxes'],
  ] as const;
  for (const [method, rest] of requests) {
    const body = method === 'GET' ? undefined : { status: 'archived' };
    const answer = await callFront(front, method, `/conversations/${from.id}${rest}`, body);
    expect(answer.status, `${method} ${rest}`).toBe(301);
    expect(answer.headers.get('location')).toBe(`${front.url}/conversations/${into.id}${rest}`);
  }
});

test('the survivor has the messages and comments but no links, and only it is listed', async () => {
  const { front, from, into } = await mergedPair();
  expect(into.messages.map(({ body }) => body)).toContain('a call');
  expect(into.comments).toMatchObject([{ body: 'a note' }]);
  expect(into.links).toEqual([]);
  expect(from).toMatchObject({ mergedInto: into.id, messages: [] });
  const listed = await callFront(front, 'GET', `/contacts/${front.state.contacts[0]?.id}/conversations`);
  expect(listed.body).toMatchObject({ _results: [{ id: into.id }] });
  const all = await callFront<{ _results: { id: string }[] }>(front, 'GET', '/conversations');
  expect(all.body._results.map(({ id }) => id)).toEqual([into.id]);
});

test('imports by the old id, or by thread_ref, reach the survivor of the survivor', async () => {
  const { front, from, into } = await mergedPair();
  const last = front.state.addEmailConversation(front.state.contacts[0]?.id ?? '', 'Last');
  front.state.mergeConversations(into.id, last.id);
  const { headers } = await callFront(front, 'GET', `/conversations/${from.id}`);
  expect(headers.get('location')).toBe(`${front.url}/conversations/${last.id}`);
  expect((await importMessage(front, { conversation_id: from.id })).id).toBe(last.id);
  expect((await importMessage(front, {}, { thread_ref: 'caller' })).id).toBe(last.id);
});

test('a merge during an import takes the message along', async () => {
  const { front, into } = await mergedPair();
  const last = front.state.addEmailConversation(front.state.contacts[0]?.id ?? '', 'Last');
  const path = `/inboxes/${into.inboxIds[0]}/imported_messages`;
  const letThrough = holdImports();
  expect((await callFront(front, 'POST', path, importBody({ body: 'late', conversation_id: into.id }))).status).toBe(
    202,
  );
  front.state.mergeConversations(into.id, last.id);
  await letThrough();
  expect(last.messages.map(({ body }) => body)).toContain('late');
});
