import { expect, test } from 'vitest';
import { answered, openReceiver, openSimulator } from './open-simulator.ts';

async function playedCall() {
  const { simulator, request } = await openSimulator();
  const receiver = await openReceiver();
  const id = await simulator.play(answered);
  await simulator.endOf(id);
  simulator.addWebhook({ url: receiver.url });
  return { simulator, request, receiver, id };
}

test('a comment added by the API has no author, and returns as an event', async () => {
  const { simulator, request, receiver, id } = await playedCall();
  const before = Math.floor(Date.now() / 1000);
  expect((await request('POST', `/v1/calls/${id}/comments`, { content: 'See ticket 7' })).status).toBe(201);
  await simulator.settled();
  expect(receiver.events()).toEqual(['call.commented']);
  expect(receiver.body('call.commented').timestamp).toBeGreaterThanOrEqual(before);
  expect(receiver.body('call.commented').data).toMatchObject({
    id,
    status: 'done',
    comments: [{ content: 'See ticket 7', posted_by: null }],
  });
});

test('a call holds at most five comments; each needs content and an existing call', async () => {
  const { simulator, request, id } = await playedCall();
  expect((await request('POST', `/v1/calls/${id}/comments`, {})).status).toBe(400);
  expect((await request('POST', '/v1/calls/1/comments', { content: 'x' })).status).toBe(404);
  for (let count = 0; count < 5; count += 1) await request('POST', `/v1/calls/${id}/comments`, { content: `${count}` });
  expect(await request('POST', `/v1/calls/${id}/comments`, { content: '6' })).toMatchObject({
    status: 400,
    body: { troubleshoot: 'Maximum of 5 notes can be added to a Call.' },
  });
  expect(simulator.state.calls.get(id)?.comments).toHaveLength(5);
});

test('tags are set by the ids of existing tags', async () => {
  const { simulator, request, receiver, id } = await playedCall();
  expect((await request('POST', `/v1/calls/${id}/tags`, { tags: ['Billing'] })).status).toBe(400);
  expect((await request('POST', `/v1/calls/${id}/tags`, { tags: [30001, 30002] })).status).toBe(201);
  await simulator.settled();
  expect(receiver.body('call.tagged').data['tags']).toMatchObject([{ name: 'Billing' }, { name: 'Complaint' }]);
});

test('a call can be archived and unarchived', async () => {
  const { simulator, request, receiver, id } = await playedCall();
  expect((await request('PUT', `/v1/calls/${id}/archive`)).body['call']).toMatchObject({ id, archived: true });
  await simulator.settled();
  expect(receiver.body('call.archived').data['archived']).toBe(true);
  expect((await request('PUT', `/v1/calls/${id}/unarchive`)).body['call']).toMatchObject({ archived: false });
});
