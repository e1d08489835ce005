import { expect, test, vi } from 'vitest';
import { stopClock } from '../../kit/stop-clock.ts';
import { callFront } from './call-front.ts';
import { startFront } from './start-front.ts';

const tag = { name: 'made' };

test('status answers without doing the work', async () => {
  const front = await startFront();
  front.faults.add({ path: '^/tags$', kind: 'status', status: 503, headers: { 'retry-after': '7' }, body: { a: 1 } });
  const answer = await callFront(front, 'POST', '/tags', tag);
  expect(answer).toMatchObject({ status: 503, body: { a: 1 } });
  expect(answer.headers.get('retry-after')).toBe('7');
  expect(front.state.tags.some(({ name }) => name === 'made')).toBe(false);
  expect(front.journal.entries).toMatchObject([{ status: 503, fault: 'status', body: tag }]);
});

test('status-after does the work and answers with the given status', async () => {
  const front = await startFront();
  front.faults.add({ path: '^/tags$', kind: 'status-after', status: 502, times: 1 });
  expect((await callFront(front, 'POST', '/tags', tag)).status).toBe(502);
  expect(front.state.tags.some(({ name }) => name === 'made')).toBe(true);
  expect(front.journal.entries).toMatchObject([{ status: 502, fault: 'status-after' }]);
  expect((await callFront(front, 'GET', '/tags')).status).toBe(200);
});

test.each([
  ['cut-before', false],
  ['cut-after', true],
] as const)('%s gives no answer; the work is done: %s', async (kind, isDone) => {
  const front = await startFront();
  front.faults.add({ method: 'POST', path: '^/tags$', kind });
  await expect(callFront(front, 'POST', '/tags', tag)).rejects.toThrow('fetch failed');
  expect(front.state.tags.some(({ name }) => name === 'made')).toBe(isDone);
  expect(front.journal.entries).toMatchObject([{ method: 'POST', status: 'cut', fault: kind }]);
  expect((await callFront(front, 'GET', '/tags')).status).toBe(200);
});

test.each(['half-after', 'cut-within'] as const)('%s does the work and sends half of its answer', async (kind) => {
  const front = await startFront();
  front.faults.add({ method: 'POST', path: '^/tags$', kind });
  await expect(callFront(front, 'POST', '/tags', tag)).rejects.toThrow(kind === 'half-after' ? SyntaxError : TypeError);
  expect(front.state.tags.some(({ name }) => name === 'made')).toBe(true);
  expect(front.journal.entries).toMatchObject([{ method: 'POST', status: 201, fault: kind }]);
  expect((await callFront(front, 'GET', '/tags')).status).toBe(200);
});

test('status-after can answer with a page instead of JSON', async () => {
  const front = await startFront();
  const page = { text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } };
  front.faults.add({ method: 'POST', path: '^/tags$', kind: 'status-after', ...page });
  const answer = await callFront(front, 'POST', '/tags', tag);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(front.state.tags.some(({ name }) => name === 'made')).toBe(true);
});

test('a fault can be limited to requests whose body matches', async () => {
  const front = await startFront();
  front.faults.add({ path: '^/tags$', request: '"name":"made"', kind: 'status', status: 500 });
  const statusOf = async (body?: unknown) =>
    (await callFront(front, body === undefined ? 'GET' : 'POST', '/tags', body)).status;
  expect([await statusOf(), await statusOf({ name: 'other' }), await statusOf(tag)]).toEqual([200, 201, 500]);
});

test('delay-after does the work and delays the answer', async () => {
  stopClock('setTimeout', 'clearTimeout');
  const front = await startFront();
  front.faults.add({ path: '^/tags$', kind: 'delay-after', delayMs: 600_000 });
  const answer = callFront(front, 'POST', '/tags', tag);
  await expect.poll(() => front.state.tags.some(({ name }) => name === 'made')).toBe(true);
  expect(front.journal.entries).toEqual([]);
  vi.advanceTimersByTime(600_000);
  expect((await answer).status).toBe(201);
});

test('delay delays the work', async () => {
  const front = await startFront();
  front.faults.add({ path: '^/tags$', kind: 'delay', delayMs: 300 });
  const startedAtMs = performance.now();
  const answer = callFront(front, 'POST', '/tags', tag);
  await expect.poll(() => front.state.tags.some(({ name }) => name === 'made')).toBe(true);
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(299);
  expect((await answer).status).toBe(201);
});

test('faults are set, listed and removed over HTTP, and an invalid one is refused', async () => {
  const front = await startFront();
  const fault = { path: '^/me$', kind: 'status', status: 500, times: 3 };
  const added = await callFront<{ id: string }>(front, 'POST', '/_sim/faults', fault);
  expect(added.status).toBe(201);
  expect((await callFront(front, 'GET', '/me')).status).toBe(500);
  expect((await callFront(front, 'GET', '/_sim/faults')).body).toEqual([{ ...fault, id: added.body.id, times: 2 }]);
  expect((await callFront(front, 'DELETE', `/_sim/faults/${added.body.id}`)).status).toBe(204);
  expect((await callFront(front, 'GET', '/me')).status).toBe(200);
  expect((await callFront(front, 'POST', '/_sim/faults', { ...fault, path: '(' })).status).toBe(400);
  expect((await callFront(front, 'POST', '/_sim/faults', { ...fault, kind: 'other' })).status).toBe(400);
});

test('reset restores the seed, and empties journal and faults', async () => {
  const front = await startFront();
  await callFront(front, 'POST', '/tags', tag);
  front.faults.add({ path: '.*', kind: 'status', status: 500 });
  expect((await callFront(front, 'POST', '/_sim/reset')).status).toBe(204);
  expect(front.state.tags.map(({ name }) => name)).toEqual(['Follow-up', 'billing']);
  expect(front.journal.entries).toEqual([]);
  expect((await callFront(front, 'GET', '/me')).status).toBe(200);
});
