import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { startFront } from './start-front.ts';

test('a wrong token gets 401 in the form of all errors', async () => {
  const front = await startFront();
  const answer = await callFront(front, 'GET', '/me', undefined, { authorization: 'Bearer wrong' });
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({
    _error: { status: 401, title: 'Unauthorized', message: 'JSON web token is invalid or missing' },
  });
  expect((await callFront(front, 'GET', '/me')).body).toMatchObject({ id: 'cmp_1' });
});

test('a token without the scope gets 403, and with it the answer', async () => {
  const front = await startFront({ scopes: ['inboxes:read'] });
  const refused = await callFront(front, 'GET', '/tags');
  expect(refused).toMatchObject({ status: 403, body: { _error: { status: 403, details: ['tags:read'] } } });
  expect((await callFront(front, 'GET', '/inboxes')).status).toBe(200);
});

test.each([
  ['GET', '/contacts/crd_none'],
  ['GET', '/contacts/alt:phone:%2B33612345678'],
  ['GET', '/conversations/cnv_none'],
  ['GET', '/conversations/cnv_none/comments'],
  ['GET', '/messages/alt:uid:none'],
  ['GET', '/inboxes/inb_none'],
  ['GET', '/teammates/tea_none'],
  ['GET', '/tags/tag_none'],
  ['GET', '/links/top_none'],
  ['GET', '/no/such/endpoint'],
])('%s %s gets 404 in the form of all errors', async (method, path) => {
  const front = await startFront();
  expect(await callFront(front, method, path)).toMatchObject({
    status: 404,
    body: { _error: { status: 404, title: 'Not Found' } },
  });
});

test.each(['[]', '"text"', '{', 'null', '12'])('the body %s gets 400', async (body) => {
  const front = await startFront();
  const answer = await callFront(front, 'POST', '/tags', body);
  expect(answer).toMatchObject({ status: 400, body: { _error: { status: 400 } } });
});

test('a missing body, or one of another type, gets 400', async () => {
  const front = await startFront();
  expect((await callFront(front, 'POST', '/tags')).status).toBe(400);
  const asText = await callFront(front, 'POST', '/tags', '{"name":"x"}', { 'content-type': 'text/plain' });
  expect(asText.status).toBe(400);
});

test('lists are paged by limit and token, and a limit over 100 is refused', async () => {
  const tags = Array.from({ length: 5 }, (_, index) => ({ name: `tag ${index}` }));
  const front = await startFront({ tags });
  type Page = { _pagination: { next: string | null }; _results: { name: string }[] };
  const seen: string[] = [];
  let next: string | null = '/tags?limit=2';
  while (next !== null) {
    const answer: { body: Page } = await callFront<Page>(front, 'GET', next);
    seen.push(answer.body._results.map(({ name }) => name).join('+'));
    next = answer.body._pagination.next;
  }
  expect(seen).toEqual(['tag 0+tag 1', 'tag 2+tag 3', 'tag 4']);
  for (const query of ['limit=101', 'limit=0', 'limit=2.5', 'limit=many', 'page_token=nonsense']) {
    expect((await callFront(front, 'GET', `/tags?${query}`)).status, query).toBe(400);
  }
});

test('the journal has API requests, but not what a person does over /_sim', async () => {
  const front = await startFront();
  await callFront(front, 'GET', '/_sim/state');
  await callFront(front, 'GET', '/');
  await callFront(front, 'GET', '/tags?limit=2');
  await callFront(front, 'POST', '/tags', { name: 'x' });
  expect(front.journal.entries).toMatchObject([
    { method: 'GET', path: '/tags', query: 'limit=2', status: 200 },
    { method: 'POST', path: '/tags', query: '', body: { name: 'x' }, status: 201 },
  ]);
  expect(front.journal.find({ method: 'post' })).toHaveLength(1);
});

test('onRequest and onResponse see the traffic', async () => {
  const seen: unknown[] = [];
  const front = await startFront({ onRequest: (request) => seen.push(request), onResponse: (sent) => seen.push(sent) });
  await callFront(front, 'POST', '/tags?x=1', { name: 'seen' });
  await callFront(front, 'GET', '/inboxes/none');
  expect(seen).toMatchObject([
    { method: 'POST', path: '/tags', query: 'x=1', body: { name: 'seen' }, headers: { accept: '*/*' } },
    { method: 'POST', path: '/tags', status: 201, body: { name: 'seen' } },
    { method: 'GET', path: '/inboxes/none', body: undefined },
    { status: 404, body: { _error: { status: 404 } } },
  ]);
});

test('nothing listens after close', async () => {
  const front = await startFront();
  await front.close();
  const port = Number(new URL(front.url).port);
  const outcome = await new Promise((resolve) => {
    connect(port, '127.0.0.1')
      .once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      })
      .once('connect', () => {
        resolve('connected');
      });
  });
  expect(outcome).toBe('ECONNREFUSED');
});
