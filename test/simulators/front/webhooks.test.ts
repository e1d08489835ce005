import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { callFront } from './call-front.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';
import { receiveWebhooks } from './webhook-receiver.ts';

const secret = 'signing-key';
const types = (received: { raw: string }[]) =>
  received.map(({ raw }) => (JSON.parse(raw) as { type: string }).type).toSorted();

test('each change is sent in the envelope, signed over timestamp and raw body', async () => {
  const { url, received } = await receiveWebhooks(() => ({ status: 200 }));
  const front = await startFront({ webhook: { url, secret } });
  const { id } = await importMessage(front, { body: 'Été – “call”' });
  await front.settled();
  const [first] = received;
  const timestampMs = Number(first?.headers['x-front-request-timestamp']);
  expect(Math.abs(timestampMs - Date.now())).toBeLessThan(60_000);
  const signed = createHmac('sha256', secret).update(`${timestampMs}:${first?.raw}`).digest('base64');
  expect(first?.headers['x-front-signature']).toBe(signed);
  expect(JSON.parse(first?.raw ?? '')).toMatchObject({
    type: 'inbound_received',
    authorization: { id: 'cmp_1' },
    payload: {
      type: 'inbound',
      conversation: { id, status: 'unassigned' },
      target: { data: { body: 'Été – “call”' } },
    },
  });
});

test('each kind of change to a conversation has its own type', async () => {
  const { url, received } = await receiveWebhooks(() => ({ status: 204 }));
  const front = await startFront({ webhook: { url, secret } });
  const { id } = await importMessage(front, {}, { is_inbound: false });
  const path = `/conversations/${id}`;
  const anna = front.state.teammates[0]?.id;
  await callFront(front, 'PUT', `${path}/assignee`, { assignee_id: anna });
  await callFront(front, 'POST', `${path}/comments`, { body: 'a note' });
  await callFront(front, 'POST', `${path}/tags`, { tag_ids: [front.state.tags[0]?.id] });
  await callFront(front, 'PATCH', path, { tag_ids: [], inbox_id: front.state.inboxes[1]?.id, status: 'archived' });
  await callFront(front, 'PATCH', path, { status: 'archived' });
  await callFront(front, 'PATCH', path, { status: 'open' });
  await callFront(front, 'POST', `${path}/links`, { link_external_urls: ['https://c.example/1'] });
  await callFront(front, 'DELETE', `${path}/links`, { link_ids: [front.state.links[0]?.id] });
  front.state.deleteConversation(id);
  front.state.reopenConversation(id);
  await front.settled();
  const once = ['outbound_sent', 'assignee_changed', 'new_comment_added', 'tag_added', 'tag_removed', 'link_added'];
  const status = ['archived', 'reopened', 'deleted', 'restored', 'moved'].map((change) => `conversation_${change}`);
  expect(types(received)).toEqual([...once, 'link_removed', ...status].toSorted());
  expect(received.find(({ raw }) => raw.includes('"conversation_archived"'))?.raw).toContain('"type":"archive"');
});

test('a refused delivery is retried with the same body', async () => {
  const { url, received } = await receiveWebhooks((_one, count) => ({ status: count < 3 ? 500 : 200 }));
  const front = await startFront({ webhook: { url, secret, retryDelayMs: 5 } });
  await importMessage(front);
  await front.settled();
  expect(front.deliveries).toMatchObject([{ type: 'inbound_received', attempts: [500, 500, 200] }]);
  expect(new Set(received.map(({ raw }) => raw)).size).toBe(1);
});

test('deliveries end after the third retry; redirects count as failures', async () => {
  const { url, received } = await receiveWebhooks((_one, count) => ({ status: count === 1 ? 302 : 429 }));
  const front = await startFront({ webhook: { url, secret, retryDelayMs: 5, timeLimitMs: 120_000 } });
  await importMessage(front);
  await front.settled();
  expect(front.deliveries[0]?.attempts).toEqual([302, 429, 429, 429]);
  expect(received).toHaveLength(4);
});

test('late answers count as failures', async () => {
  const { url } = await receiveWebhooks(() => 'silent');
  const front = await startFront({ webhook: { url, secret, retryDelayMs: 5, timeLimitMs: 200 } });
  await importMessage(front);
  await front.settled();
  expect(front.deliveries[0]?.attempts).toEqual(['none', 'none', 'none', 'none']);
});

test('a missing receiver does not break the simulator', async () => {
  const front = await startFront({ webhook: { url: 'http://127.0.0.1:1/hook', secret, retryDelayMs: 1 } });
  await importMessage(front);
  await front.settled();
  expect(front.deliveries[0]?.attempts).toEqual(['none', 'none', 'none', 'none']);
});

test.each([
  ['text', (challenge: string) => challenge],
  ['json', (challenge: string) => JSON.stringify({ challenge })],
  ['application/x-www-form-urlencoded', (challenge: string) => new URLSearchParams({ challenge }).toString()],
])('the challenge can be returned as %s', async (type, write) => {
  const { url, received } = await receiveWebhooks(({ headers }) => {
    return { status: 200, type, body: write(String(headers['x-front-challenge'])) };
  });
  const front = await startFront({ webhook: { url, secret } });
  expect(await front.sendChallenge()).toMatchObject({ accepted: true, status: 200 });
  expect(JSON.parse(received[0]?.raw ?? '')).toEqual({ type: 'sync', authorization: { id: 'cmp_1' } });
});

test('a wrong answer to the challenge is not accepted', async () => {
  const { url } = await receiveWebhooks((_one, count) => ({ status: count === 1 ? 200 : 401, body: 'no' }));
  const front = await startFront({ webhook: { url, secret } });
  expect(await front.sendChallenge()).toMatchObject({ accepted: false, status: 200, body: 'no' });
  expect(await front.sendChallenge()).toMatchObject({ accepted: false, status: 401 });
});
