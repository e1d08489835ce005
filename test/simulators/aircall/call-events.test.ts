import { expect, test } from 'vitest';
import type { CallScript } from '../../../simulators/aircall/call-script.ts';
import { answered, missed, openReceiver, openSimulator } from './open-simulator.ts';

/** Plays the script to its end and gives what the webhook got, oldest timestamp first. */
async function eventsOf(script: CallScript) {
  const { simulator } = await openSimulator({ timeScale: 0.001 });
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url, token: 'token-1' });
  const id = await simulator.play(script);
  await simulator.endOf(id);
  const data = (event: string) => receiver.body(event).data;
  const sorted = receiver.received.toSorted((a, b) => a.body.timestamp - b.body.timestamp);
  return { id, receiver, data, order: sorted.map(({ body }) => body.event) };
}

test('an answered inbound call sends its events in order, each with the data known by then', async () => {
  const { id, receiver, data, order } = await eventsOf({ ...answered, hold: true });
  expect(order).toEqual([
    'call.created',
    'call.ringing_on_agent',
    'call.answered',
    'call.hold',
    'call.unhold',
    'call.hungup',
    'call.ended',
  ]);
  expect(receiver.body('call.created')).toMatchObject({ resource: 'call', timestamp: 1_760_000_000, token: 'token-1' });
  expect(Object.keys(receiver.body('call.created'))).toEqual(['resource', 'event', 'timestamp', 'token', 'data']);
  expect(data('call.created')).toMatchObject({ id, status: 'initial', answered_at: null, ended_at: null, duration: 0 });
  expect(data('call.created')).not.toHaveProperty('user');
  expect(data('call.ringing_on_agent')).toMatchObject({ status: 'initial', user: { id: 70001 } });
  expect(data('call.answered')).toMatchObject({ status: 'answered', answered_at: 1_760_000_015, duration: 0 });
  expect(data('call.hungup')).toMatchObject({ status: 'done', ended_at: 1_760_000_208, duration: 208 });
  expect(receiver.body('call.ended').timestamp).toBe(1_760_000_238);
  expect(data('call.ended')).toMatchObject({
    call_uuid: expect.stringMatching(/^CA\d{32}$/),
    user: { id: 70001, email: 'anna.agent@example.com' },
    number: { id: 50001, e164_digits: '+442079460101', country: 'GB', time_zone: 'Europe/London' },
    recording: null,
    voicemail: null,
    asset: null,
    missed_call_reason: null,
    participants: [
      { phone_number: '+44 20 7946 0900', type: 'external' },
      { id: 70001, name: 'Anna Agent', type: 'user' },
    ],
  });
  for (const key of ['contact', 'transferred_to', 'transferred_by', 'sid', 'ivr_options_selected'])
    expect(data('call.ended')).not.toHaveProperty(key);
});

test('a missed call rings the whole team and ends without a user; its voicemail follows call.ended', async () => {
  const voicemail = { availableAfterMs: 32_000 };
  const { id, receiver, data, order } = await eventsOf({ ...missed, declinedBy: [70001], voicemail });
  expect(order.filter((event) => event === 'call.ringing_on_agent')).toHaveLength(2);
  expect(data('call.agent_declined')).toMatchObject({ user: { id: 70001 }, status: 'initial' });
  expect(data('call.hungup')).not.toHaveProperty('user');
  expect(data('call.ended')).not.toHaveProperty('user');
  expect(data('call.ended')).toMatchObject({
    missed_call_reason: 'agents_did_not_answer',
    answered_at: null,
    duration: 17,
    voicemail: null,
    teams: [{ id: 60001, name: 'Support team' }],
  });
  expect(receiver.body('call.voicemail_left').timestamp).toBe(1_760_010_050);
  expect(data('call.voicemail_left')).toMatchObject({
    voicemail: expect.stringContaining(`/media/${id}-voicemail.mp3?`),
    recording: null,
    asset: `https://assets.aircall.io/calls/${id}/voicemail`,
  });
});

test.each([
  { availableAfterMs: 5000, inEnded: undefined, ended: true },
  { availableAfterMs: 45_000, inEnded: undefined, ended: false },
  { availableAfterMs: 45_000, inEnded: true, ended: true },
  { availableAfterMs: 5000, inEnded: false, ended: false },
])('a recording after $availableAfterMs ms, inEnded $inEnded: in call.ended is $ended', async (wish) => {
  const { availableAfterMs, inEnded, ended } = wish;
  const recording = inEnded === undefined ? { availableAfterMs } : { availableAfterMs, inEnded };
  const { data } = await eventsOf({ ...answered, recording });
  expect(data('call.ended')['recording'] !== null).toBe(ended);
  expect(data('call.comm_assets_generated')['recording']).toEqual(expect.stringContaining('-recording.mp3?'));
});

test('media can arrive without an event', async () => {
  const recording = { availableAfterMs: 40_000, event: false };
  const { order } = await eventsOf({ ...answered, recording });
  expect(order).not.toContain('call.comm_assets_generated');
});

test('an outbound call has its agent from the start and no teams; an unanswered one has no reason', async () => {
  const { data, order } = await eventsOf({ ...missed, direction: 'outbound', agent: 70002, missedReason: null });
  expect(order).toEqual(['call.created', 'call.hungup', 'call.ended']);
  expect(data('call.created')).toMatchObject({ user: { id: 70002 }, teams: [], direction: 'outbound' });
  expect(data('call.ended')).toMatchObject({ user: { id: 70002 }, missed_call_reason: null, answered_at: null });
});

test('an answered call can lack its user', async () => {
  const { agent: _, ...script } = answered;
  const { data } = await eventsOf(script);
  expect(data('call.ended')['answered_at']).toBe(1_760_000_015);
  expect(data('call.ended')).not.toHaveProperty('user');
});

test('only its own event has the IVR choice, and a caller who gives up in the IVR rings no agent', async () => {
  const { data, order } = await eventsOf({ ...missed, ivr: true, missedReason: 'abandoned_in_ivr' });
  expect(order).toEqual(['call.created', 'call.ivr_option_selected', 'call.hungup', 'call.ended']);
  expect(data('call.ivr_option_selected')['ivr_options_selected']).toMatchObject([{ title: 'Billing', key: '2' }]);
  expect(data('call.ended')).not.toHaveProperty('ivr_options_selected');
  expect(data('call.ended')['missed_call_reason']).toBe('abandoned_in_ivr');
});

test('raw_digits can be null while the participants and the contact have the number', async () => {
  const contact = { firstName: 'Pat', lastName: 'Participant' };
  const { data } = await eventsOf({ ...missed, rawDigits: null, contact });
  expect(data('call.ended')).toMatchObject({
    raw_digits: null,
    participants: [{ type: 'contact', phone_number: missed.caller }],
    contact: { phone_numbers: [{ value: missed.caller }] },
  });
});

test('an anonymous caller has no number anywhere, and a missed call can have no reason', async () => {
  const { data } = await eventsOf({ ...missed, caller: 'anonymous', missedReason: null });
  expect(data('call.ended')).toMatchObject({
    raw_digits: 'anonymous',
    participants: [{ type: 'external' }],
    missed_call_reason: null,
  });
});

test('a known contact is shown in full', async () => {
  const { data } = await eventsOf({
    ...answered,
    contact: { firstName: 'Casey', lastName: 'Caller', company: 'Example Ltd' },
  });
  expect(data('call.ended')).toMatchObject({
    contact: {
      first_name: 'Casey',
      company_name: 'Example Ltd',
      phone_numbers: [{ value: '+44 20 7946 0900' }],
      emails: [{ value: 'casey.caller@example.com' }],
    },
    participants: [{ type: 'contact', name: 'Casey Caller' }, { type: 'user' }],
  });
});

test.each([
  ['empty-object' as const, {}],
  [null, null],
])('a contact can be given as %j', async (contact, shown) => {
  const { data } = await eventsOf({ ...answered, contact });
  expect(data('call.ended')['contact']).toEqual(shown);
});
