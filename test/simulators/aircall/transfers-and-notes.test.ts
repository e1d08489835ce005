import { expect, test } from 'vitest';
import { answered, missed, openReceiver, openSimulator } from './open-simulator.ts';

async function play(script: typeof answered) {
  const { simulator, request } = await openSimulator({ timeScale: 0.001 });
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url });
  const id = await simulator.play(script);
  await simulator.endOf(id);
  return { id, simulator, request, receiver, data: (event: string) => receiver.body(event).data };
}

test('after a successful transfer, the call belongs to the agent who picked up', async () => {
  const { data } = await play({ ...answered, transfer: { by: 70001, to: 70002, succeeds: true } });
  expect(data('call.transferred')).toMatchObject({
    user: { id: 70001 },
    transferred_by: { id: 70001 },
    transferred_to: { id: 70002 },
  });
  expect(data('call.ended')).toMatchObject({ user: { id: 70002 }, transferred_by: { id: 70001 } });
});

test('after a failed transfer, transferred_to stays and the user is the first agent', async () => {
  const { receiver, data } = await play({ ...answered, transfer: { by: 70001, to: 70002, succeeds: false } });
  expect(receiver.events()).toContain('call.unsuccessful_transfer');
  expect(data('call.ended')).toMatchObject({ user: { id: 70001 }, transferred_to: { id: 70002 } });
});

test('after a transfer to a team, transferred_to is its first user, whichever agent picks up', async () => {
  const { data } = await play({
    ...answered,
    agent: 70003,
    transfer: { by: 70003, to: 70002, succeeds: true, toTeam: 60001 },
  });
  expect(data('call.ended')).toMatchObject({ user: { id: 70002 }, transferred_to: { id: 70001 } });
});

test('a transfer to an outside number is reported only by its own event', async () => {
  const transfer = { by: 70001, to: 70001, succeeds: true, external: '+32470123456' };
  const { receiver, data } = await play({ ...answered, transfer });
  expect(data('call.external_transferred')).toMatchObject({ external_transferred_to: '+32470123456' });
  expect(receiver.events()).not.toContain('call.transferred');
  expect(data('call.ended')).not.toHaveProperty('external_transferred_to');
});

test('comments and tags follow later, each with the whole call; a tag can be removed again', async () => {
  const { data, id, request } = await play({
    ...answered,
    comments: [
      { by: 70001, content: 'Send the invoice.\nBy Friday.', afterEndMs: 87_000 },
      { content: 'From the API', afterEndMs: 120_000 },
    ],
    tags: [
      { name: 'Billing', by: 70001, afterEndMs: 2000 },
      { name: 'New tag', afterEndMs: 40_000, removedAfterMs: 10_000 },
    ],
  });
  expect(data('call.ended')).toMatchObject({
    comments: [],
    tags: [{ id: 30001, name: 'Billing', tagged_by: { id: 70001 }, tagged_at: 1_760_000_210 }],
  });
  expect(data('call.commented')).toMatchObject({
    ended_at: 1_760_000_208,
    comments: [{ content: 'Send the invoice.\nBy Friday.', posted_by: { id: 70001 }, posted_at: 1_760_000_295 }],
  });
  expect(data('call.untagged')['tags']).toHaveLength(1);
  const { call } = (await request('GET', `/v1/calls/${id}`)).body as { call: Record<string, unknown> };
  expect(call['comments']).toMatchObject([{}, { content: 'From the API', posted_by: null }]);
  expect(call['tags']).toEqual([expect.objectContaining({ name: 'Billing', created_at: 1_760_000_210 })]);
});

test('a tag set by no user has tagged_by {}', async () => {
  const { data } = await play({ ...missed, tags: [{ name: 'Billing', afterEndMs: 0 }] });
  expect(data('call.tagged')['tags']).toMatchObject([{ tagged_by: {} }]);
  expect((data('call.tagged')['tags'] as { tagged_by: object }[])[0]?.tagged_by).toEqual({});
});

test('events can be dropped and repeated; each repeat has its own links', async () => {
  const { receiver } = await play({
    ...answered,
    recording: { availableAfterMs: 0 },
    eventsSent: { drop: ['call.ended', 'call.hungup'], repeat: 3 },
  });
  const repeats = receiver.received.filter(({ body }) => body.event === 'call.comm_assets_generated');
  expect(receiver.received).toHaveLength(4 * 3);
  expect(receiver.events()).not.toContain('call.ended');
  expect(new Set(repeats.map(({ body }) => body.timestamp)).size).toBe(1);
  expect(new Set(repeats.map(({ body }) => body.data['recording'])).size).toBe(3);
});

test('shuffled events keep the bodies of their own moments, in an order that the seed decides', async () => {
  const run = async (shuffleSeed: number) =>
    (await play({ ...answered, eventsSent: { shuffleSeed, repeat: 2 } })).receiver;
  const [first, again, other] = await Promise.all([run(7), run(7), run(8)]);
  expect(first.events()).toEqual(again.events());
  expect(first.events()).not.toEqual(other.events());
  expect(first.events().toSorted()).toEqual(other.events().toSorted());
  expect(first.body('call.created').data).toMatchObject({ status: 'initial', ended_at: null });
});
