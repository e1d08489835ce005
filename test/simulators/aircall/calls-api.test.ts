import { expect, test } from 'vitest';
import type { AircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import type { Answer } from './aircall-client.ts';
import { answered, missed, openSimulator } from './open-simulator.ts';

interface Meta {
  count: number;
  total: number;
  current_page: number;
  per_page: number;
  next_page_link: string | null;
  previous_page_link: string | null;
}
const metaOf = ({ body }: Answer) => body['meta'] as Meta;
const callsOf = ({ body }: Answer) => body['calls'] as Record<string, unknown>[];
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** Calls a minute apart, the last one a minute ago, played to their end. */
async function playMany(simulator: AircallSimulator, count: number): Promise<number[]> {
  const first = nowSeconds() - count * 60;
  const starts = Array.from({ length: count }, (_, index) => first + index * 60);
  const ids = await Promise.all(starts.map((startedAtSeconds) => simulator.play({ ...missed, startedAtSeconds })));
  await simulator.settled();
  return ids;
}

test('one call has REST names, null for what webhooks omit, and a contact only on request', async () => {
  const { simulator, request } = await openSimulator();
  const recording = { availableAfterMs: 0 };
  const contact = { firstName: 'Casey', lastName: 'Caller' };
  const id = await simulator.play({ ...answered, contact, recording });
  await simulator.endOf(id);
  const { call } = (await request('GET', `/v1/calls/${id}`)).body as { call: Record<string, unknown> };
  expect(call).toMatchObject({
    id,
    direct_link: `https://api.aircall.io/v1/calls/${id}`,
    sid: expect.stringMatching(/^CA/),
    hangup_cause: 'normal_clearing',
    contact: null,
    transferred_to: null,
    user: { id: 70001 },
    conference_participants: [{ type: 'contact', name: 'Casey Caller' }, { type: 'user' }],
    recording: expect.stringContaining('/media/'),
    voicemail: null,
  });
  for (const key of ['call_uuid', 'participants', 'recording_short_url', 'ivr_options_selected'])
    expect(call).not.toHaveProperty(key);
  expect(call['number']).not.toHaveProperty('e164_digits');
  const more = await request(
    'GET',
    `/v1/calls/${id}?fetch_contact=true&fetch_short_urls=true&fetch_call_timeline=true`,
  );
  expect(more.body['call']).toMatchObject({
    contact: { first_name: 'Casey', phone_numbers: [{ value: '+44 20 7946 0900' }] },
    recording_short_url: expect.stringContaining('/short/'),
    voicemail_short_url: null,
    ivr_options_selected: [],
  });
});

test('a call without user or contact has null for them, and one still ringing has no end', async () => {
  const { simulator, request } = await openSimulator({ timeScale: 1 });
  const id = await simulator.play(missed);
  const { body } = await request('GET', `/v1/calls/${id}?fetch_contact=true`);
  expect(body['call']).toMatchObject({ user: null, contact: null, ended_at: null, status: 'initial', duration: 0 });
});

test('lists have 20 calls per page, 50 at most, by creation, with links to the other pages', async () => {
  const { simulator, request } = await openSimulator();
  const ids = await playMany(simulator, 55);
  const first = await request('GET', '/v1/calls');
  expect(metaOf(first)).toMatchObject({
    count: 20,
    total: 55,
    current_page: 1,
    per_page: 20,
    previous_page_link: null,
  });
  expect(callsOf(first).map(({ id }) => id)).toEqual(ids.slice(0, 20));
  const big = await request('GET', '/v1/calls?per_page=500&order=desc');
  expect(metaOf(big)).toMatchObject({ count: 50, per_page: 50 });
  expect(callsOf(big)[0]).toMatchObject({ id: ids.at(-1) });
  const second = await request('GET', metaOf(big).next_page_link ?? '');
  expect(callsOf(second).map(({ id }) => id)).toEqual(ids.slice(0, 5).toReversed());
  expect(metaOf(second)).toMatchObject({ current_page: 2, next_page_link: null });
  const back = await request('GET', metaOf(second).previous_page_link ?? '');
  expect(callsOf(back).map(({ id }) => id)).toEqual(callsOf(big).map(({ id }) => id));
});

test('from and to filter by creation; nonsense gets 400', async () => {
  const { simulator, request } = await openSimulator();
  const ids = await playMany(simulator, 5);
  const third = simulator.state.calls.get(ids[2] ?? 0)?.startedAtSeconds ?? 0;
  const within = await request('GET', `/v1/calls?from=${third}&to=${third + 60}`);
  expect(callsOf(within).map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect((await request('GET', '/v1/calls?from=yesterday')).status).toBe(400);
  expect((await request('GET', '/v1/calls?order=sideways')).status).toBe(400);
});

test('search combines direction, user, number and tags', async () => {
  const { simulator, request } = await openSimulator();
  const startedAtSeconds = nowSeconds() - 600;
  const tags = ['Billing', 'Complaint'].map((name) => ({ name, afterEndMs: 0 }));
  const tagged = await simulator.play({ ...answered, startedAtSeconds, tags });
  const other = await simulator.play({
    ...answered,
    startedAtSeconds,
    caller: '+32 470 12 34 56',
    tags: tags.slice(0, 1),
  });
  const out = await simulator.play({ ...answered, startedAtSeconds, direction: 'outbound', agent: 70002 });
  await simulator.settled();
  const found = async (query: string) => callsOf(await request('GET', `/v1/calls/search?${query}`)).map(({ id }) => id);
  expect(await found('direction=outbound')).toEqual([out]);
  expect(await found('user_id=70001')).toEqual([tagged, other]);
  expect(await found('phone_number=%2B32470123456')).toEqual([other]);
  expect(await found('tags[]=30001')).toEqual([tagged, other]);
  expect(await found('tags[]=30001&tags[]=30002')).toEqual([tagged]);
  expect(await found('direction=inbound&user_id=70002')).toEqual([]);
});

test('lists omit calls older than six months; a read by id does not', async () => {
  const { simulator, request } = await openSimulator();
  const day = 86_400;
  const old = await simulator.play({ ...missed, startedAtSeconds: nowSeconds() - 190 * day });
  const young = await simulator.play({ ...missed, startedAtSeconds: nowSeconds() - 170 * day });
  expect(callsOf(await request('GET', '/v1/calls?from=0')).map(({ id }) => id)).toEqual([young]);
  expect((await request('GET', `/v1/calls/${old}`)).status).toBe(200);
});

test('no list reaches beyond 10,000 calls, and none reports the cut', async () => {
  const { simulator, request } = await openSimulator();
  const [id = 0] = await playMany(simulator, 1);
  const model = simulator.state.calls.get(id);
  if (model === undefined) throw new Error('the call is gone');
  for (let copy = 1; copy <= 10_020; copy += 1) simulator.state.calls.set(id + copy, { ...model, id: id + copy });
  const last = await request('GET', '/v1/calls?per_page=50&page=200');
  expect(metaOf(last)).toMatchObject({ count: 50, total: 10_021, next_page_link: null });
  expect(callsOf(last).at(-1)).toMatchObject({ id: id + 9999 });
  expect(await request('GET', '/v1/calls?per_page=50&page=201')).toMatchObject({ status: 200, body: { calls: [] } });
});
