import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

test('comments are written as a teammate, by id or alias, or as the token', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const anna = front.state.teammate('alt:email:anna.agent@example.com');
  const path = `/conversations/${id}/comments`;
  const first = await callFront<{ id: string }>(front, 'POST', path, { author_id: anna?.id, body: 'one' });
  expect(first).toMatchObject({ status: 201, body: { author: { id: anna?.id }, body: 'one', is_pinned: false } });
  await callFront(front, 'POST', path, { author_id: 'alt:email:Anna.Agent@example.com', body: 'two' });
  await callFront(front, 'POST', path, { body: 'three', is_pinned: true });
  const listed = await callFront(front, 'GET', path);
  expect(listed.body).toMatchObject({
    _results: [
      { body: 'three', author: { type: 'api' }, is_pinned: true },
      { body: 'two', author: { id: anna?.id } },
      { body: 'one' },
    ],
  });
  expect((await callFront(front, 'GET', `/comments/${first.body.id}`)).body).toEqual(first.body);
});

test('an unknown or blocked author, or an empty text, gets 400 and no comment', async () => {
  const front = await startFront();
  const conversation = await importMessage(front);
  const path = `/conversations/${conversation.id}/comments`;
  const wrong = [
    { author_id: 'tea_none', body: 'x' },
    { author_id: 'alt:email:nobody@example.com', body: 'x' },
    { author_id: 'alt:email:bob.blocked@example.com', body: 'x' },
    { author_id: null, body: 'x' },
    { body: '' },
    {},
    { body: 'x', attachments: ['not a file'] },
  ];
  for (const body of wrong) expect((await callFront(front, 'POST', path, body)).status).toBe(400);
  expect(conversation.comments).toEqual([]);
  expect((await callFront(front, 'POST', '/conversations/cnv_none/comments', { body: 'x' })).status).toBe(404);
});

test('a comment with a file is sent as a form', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const form = new FormData();
  form.set('body', 'with a file');
  form.set('is_pinned', 'true');
  form.set('attachments[0]', new Blob(['bytes'], { type: 'audio/mpeg' }), 'call.mp3');
  const answer = await callFront<{ attachments: { url: string }[] }>(
    front,
    'POST',
    `/conversations/${id}/comments`,
    form,
  );
  const file = { filename: 'call.mp3', content_type: 'audio/mpeg', size: 5 };
  expect(answer).toMatchObject({ status: 201, body: { is_pinned: true, attachments: [file] } });
  const url = answer.body.attachments[0]?.url ?? '';
  const download = await fetch(url, { headers: { authorization: 'Bearer front-test-token' } });
  expect(await download.text()).toBe('bytes');
});

test('a comment can be edited, unless Front refuses it', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const { body } = await callFront<{ id: string }>(front, 'POST', `/conversations/${id}/comments`, { body: 'first' });
  const path = `/comments/${body.id}/`;
  expect(await callFront(front, 'PATCH', path, { body: 'second' })).toMatchObject({
    status: 200,
    body: { body: 'second' },
  });
  expect((await callFront(front, 'PATCH', path, { attachments: [] })).status).toBe(400);
  expect((await callFront(front, 'PATCH', '/comments/com_none/', { body: 'x' })).status).toBe(404);
  front.behaviour.refusesEdits = true;
  expect((await callFront(front, 'PATCH', path, { body: 'third' })).status).toBe(403);
});
