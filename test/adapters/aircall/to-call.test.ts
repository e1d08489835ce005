import { describe, expect, it } from 'vitest';
import { Envelope, PayloadInvalid } from '../../../src/adapters/aircall/schema.ts';
import { toCall, toCallEvent } from '../../../src/adapters/aircall/to-call.ts';
import type { Call } from '../../../src/domain/call.ts';
import { callBody, readFixture } from './call-body.ts';

const anna = { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' };

describe('toCallEvent', () => {
  it('reads an answered inbound call', () => {
    expect(toCallEvent(Envelope.parse(readFixture('a6-call.ended.inbound-answered')))).toEqual({
      name: 'call.ended',
      saidAtSeconds: 1760000238,
      call: {
        id: 8000001,
        direction: 'inbound',
        startedAtSeconds: 1760000000,
        answeredAtSeconds: 1760000015,
        endedAtSeconds: 1760000208,
        missedReason: null,
        caller: { kind: 'number', e164: '+442079460900' },
        callerName: 'Casey Caller',
        line: { id: 50001, name: 'Support UK', e164: '+442079460101', country: 'GB', records: true },
        agent: anna,
        transferredBy: null,
        transferredTo: null,
        recordingReady: true,
        voicemailLeft: false,
        voicemailReady: false,
        comments: [],
        tags: [{ id: 30001, name: 'Billing' }],
      },
    });
  });

  it.each<[string, Partial<Call>]>([
    [
      'b3-call.ended.inbound-missed-voicemail',
      { agent: null, voicemailLeft: true, voicemailReady: true, recordingReady: false },
    ],
    ['b4-call.voicemail_left.inbound', { missedReason: 'agents_did_not_answer', voicemailLeft: true }],
    ['c2-call.ended.inbound-abandoned-ivr', { missedReason: 'abandoned_in_ivr', answeredAtSeconds: null }],
    ['d2-call.ended.outbound-answered', { direction: 'outbound' }],
    ['e1-call.ended.inbound-missed-anonymous', { caller: { kind: 'anonymous' }, callerName: null }],
    [
      'a8-call.commented.inbound',
      {
        comments: [
          {
            id: 40001,
            content: 'Customer asked for a copy of the invoice.\nSend by Friday.',
            author: anna,
            postedAtSeconds: 1760000295,
          },
        ],
      },
    ],
  ])('reads %s', (name, wanted) => {
    expect(toCallEvent(Envelope.parse(readFixture(name))).call).toMatchObject(wanted);
  });

  it('recognizes a voicemail from the event alone', () => {
    const data = callBody({ voicemail: null, asset: null, answered_at: null });
    const call = toCallEvent({ event: 'call.voicemail_left', timestamp: 1760000300, token: '', data }).call;
    expect(call).toMatchObject({ voicemailLeft: true, voicemailReady: false });
  });

  it.each<[unknown, number]>([
    [1760000300, 1760000300],
    ['1760000300', 1760000300],
    [1760000300123, 1760000300],
    ['1760000300123', 1760000300],
    [1760000300.75, 1760000300],
    ['1760000300.75', 1760000300],
    ['2025-10-09T08:58:20.000Z', 1760000300],
    ['2025-10-09T10:58:20+02:00', 1760000300],
    ['2025-10-09 08:58:20 UTC', 1760000300],
    ['2025-10-09T08:58:20', 1760000300],
  ])('reads the timestamp %j', (timestamp, saidAtSeconds) => {
    const envelope = { event: 'call.ended', timestamp, token: '', data: callBody() };
    expect(toCallEvent(envelope).saidAtSeconds).toBe(saidAtSeconds);
  });

  it.each([undefined, null, '', 'yesterday', -1, '-1', 1e18, {}, [1760000300], true])(
    'refuses the timestamp %j',
    (timestamp) => {
      const read = () => toCallEvent({ event: 'call.ended', timestamp, token: '', data: callBody() });
      expect(read).toThrow(expect.objectContaining({ name: 'PayloadInvalid', field: 'timestamp' }));
    },
  );

  it('refuses an event with an unknown name', () => {
    expect(() => toCallEvent({ event: 'fetched', timestamp: 1, token: '', data: callBody() })).toThrow(PayloadInvalid);
  });
});

describe('toCall', () => {
  it('needs only an id, a direction and a start time', () => {
    expect(toCall({ id: 1, direction: 'outbound', started_at: 2 })).toEqual({
      id: 1,
      direction: 'outbound',
      startedAtSeconds: 2,
      answeredAtSeconds: null,
      endedAtSeconds: null,
      missedReason: null,
      caller: { kind: 'anonymous' },
      callerName: null,
      line: { id: 0, name: 'Aircall', e164: null, country: null, records: null },
      agent: null,
      transferredBy: null,
      transferredTo: null,
      recordingReady: false,
      voicemailLeft: false,
      voicemailReady: false,
      comments: [],
      tags: null,
    });
  });

  it('distinguishes a call without tags from a call whose tags are unknown', () => {
    expect(toCall(callBody({ tags: [] })).tags).toEqual([]);
    expect(toCall(callBody({ tags: undefined })).tags).toBeNull();
  });

  it.each(Object.keys(callBody()).filter((key) => !['id', 'direction', 'started_at'].includes(key)))(
    'treats a null %s as missing',
    (key) => {
      expect(toCall(callBody({ [key]: null }))).toEqual(toCall(callBody({ [key]: undefined })));
    },
  );

  it.each<[string, unknown]>([
    ['user', {}],
    ['contact', {}],
    ['number', {}],
    ['transferred_by', {}],
    ['comments', []],
  ])('treats %s as missing when it is %j', (key, empty) => {
    expect(toCall(callBody({ [key]: empty }))).toEqual(toCall(callBody({ [key]: undefined })));
  });

  it.each<[string, Record<string, unknown>, Partial<Call>]>([
    [
      'an id in digits',
      { id: '8000001', user: { id: '70001' } },
      { id: 8000001, agent: { id: 70001, name: null, email: null } },
    ],
    ['a first name', { contact: { first_name: ' Casey ', last_name: null } }, { callerName: 'Casey' }],
    ['a last name', { contact: { first_name: '', last_name: 'Caller' } }, { callerName: 'Caller' }],
    ['a company', { contact: { first_name: ' ', company_name: 'Example Ltd' } }, { callerName: 'Example Ltd' }],
    ['no name', { contact: {} }, { callerName: null }],
    ['nobody transferred to', { transferred_to: {} }, { transferredTo: null }],
    ['a tag by nobody', { tags: [{ id: 3, name: 'VIP', tagged_by: {} }] }, { tags: [{ id: 3, name: 'VIP' }] }],
    ['a tag without a name', { tags: [{ id: 3 }, { name: 'VIP' }] }, { tags: [] }],
    ['a national number', { raw_digits: '020 7946 0900' }, { caller: { kind: 'number', e164: '+442079460900' } }],
    ['a short number', { raw_digits: '118118' }, { caller: { kind: 'unreadable', digits: '118118' } }],
    [
      'a recording by its short address',
      { recording: null, asset: null, recording_short_url: 'https://s.example' },
      { recordingReady: true },
    ],
    ['a recording by its page', { recording: null }, { recordingReady: true }],
    ['no recording', { recording: null, asset: null }, { recordingReady: false }],
    [
      'times of 0 as none',
      { answered_at: 0, ended_at: 0, comments: [{ id: 7, content: 'x', posted_at: 0 }] },
      {
        answeredAtSeconds: null,
        endedAtSeconds: null,
        comments: [{ id: 7, content: 'x', author: null, postedAtSeconds: 1760000000 }],
      },
    ],
    ['"0" as no time', { answered_at: '0', ended_at: '0' }, { answeredAtSeconds: null, endedAtSeconds: null }],
    [
      'a voicemail by its page',
      { asset: 'https://assets.aircall.io/calls/1/voicemail' },
      { voicemailLeft: true, voicemailReady: false },
    ],
    [
      'a voicemail by its short address',
      { voicemail_short_url: 'https://s.example' },
      { voicemailLeft: true, voicemailReady: true },
    ],
  ])('reads %s', (_what, changed, wanted) => {
    expect(toCall(callBody(changed))).toMatchObject(wanted);
  });

  const pat = '+33639981234';
  const external = (phone_number?: unknown) => ({ type: 'external', phone_number });
  const contact = (...values: unknown[]) => ({ phone_numbers: values.map((value) => ({ label: 'Work', value })) });
  const line = { id: 50001, e164_digits: '+33186651000', country: 'FR' };
  it.each<[string, Record<string, unknown>, Call['caller']]>([
    ['the contact', { contact: contact('06 39 98 12 34') }, { kind: 'number', e164: pat }],
    ['a participant', { participants: [external(pat)] }, { kind: 'number', e164: pat }],
    ['a participant of a REST answer', { conference_participants: [external(pat)] }, { kind: 'number', e164: pat }],
    [
      'both, written differently',
      { contact: contact(pat, `tel:${pat}`), participants: [{ type: 'contact', phone_number: '+33 6 39 98 12 34' }] },
      { kind: 'number', e164: pat },
    ],
    [
      'the one that both have',
      { contact: contact('+33639981235', pat), participants: [external('+33639981236'), external(pat)] },
      { kind: 'number', e164: pat },
    ],
    [
      'the participant, of a contact with several',
      { contact: contact('+33639981235', '+33639981236'), participants: [external(pat)] },
      { kind: 'number', e164: pat },
    ],
    ['no agent', { participants: [{ type: 'user', phone_number: pat }] }, { kind: 'anonymous' }],
    [
      'not the line itself',
      { participants: [external('+33 1 86 65 10 00'), external(pat)] },
      { kind: 'number', e164: pat },
    ],
    ['a short number', { participants: [external('3631')] }, { kind: 'unreadable', digits: '3631' }],
    ['none of several', { contact: contact(pat, '+33639981235') }, { kind: 'anonymous' }],
    [
      'none of several participants',
      { participants: [external(pat), external('+33639981235')] },
      { kind: 'anonymous' },
    ],
    ['none that is withheld', { participants: [external('+266 696 687')], contact: contact() }, { kind: 'anonymous' }],
    [
      'nothing of another shape',
      { participants: [7, null, external(7)], contact: contact({}, 7) },
      { kind: 'anonymous' },
    ],
    ['nothing that is no list', { participants: {}, contact: { phone_numbers: 'x' } }, { kind: 'anonymous' }],
  ])('finds the number elsewhere when raw_digits has none: %s', (_whose, changed, caller) => {
    for (const raw_digits of [null, undefined, '', ' ', '\u200B', '\u2800\uFE0F'])
      expect(
        toCall(callBody({ raw_digits, number: line, contact: null, participants: [], ...changed })).caller,
      ).toEqual(caller);
  });

  it('keeps a withheld number anonymous, whatever else is known', () => {
    const body = callBody({
      raw_digits: 'anonymous',
      number: line,
      contact: contact(pat),
      participants: [external(pat)],
    });
    expect(toCall(body).caller).toEqual({ kind: 'anonymous' });
  });

  it.each([undefined, null, '', 'XX', 'France'])(
    "derives the country from the line's number when the line's country is %j",
    (country) => {
      const number = { id: 50001, digits: '+33 1 86 65 10 00', country };
      const call = toCall(callBody({ raw_digits: '06 39 98 12 34', number }));
      expect(call).toMatchObject({ line: { country: 'FR' }, caller: { kind: 'number', e164: pat } });
    },
  );

  it.each<[string, Record<string, unknown>, Partial<Call['line']>]>([
    ['e164_digits', { digits: 'x', e164_digits: '+33186651010' }, { e164: '+33186651010' }],
    ['digits', { digits: '+33 1 86 65 10 10' }, { e164: '+33186651010' }],
    ['national digits', { digits: '01 86 65 10 10', country: 'fr' }, { e164: '+33186651010', country: 'FR' }],
    ['digits nobody can read', { digits: '3631' }, { e164: null, name: '3631' }],
    ['digits for a name', { digits: '+33 1 86 65 10 10', name: '' }, { name: '+33 1 86 65 10 10' }],
  ])('reads a line by its %s', (_by, number, wanted) => {
    expect(toCall(callBody({ number })).line).toMatchObject(wanted);
  });

  it('keeps comments without author or time, but not without id or text', () => {
    const comments = [
      { id: '7', content: 'By the API', posted_by: null },
      { id: 8, content: ' ' },
      { content: 'No id' },
    ];
    const postedAtSeconds = 1760000208;
    expect(toCall(callBody({ comments })).comments).toEqual([
      { id: 7, content: 'By the API', author: null, postedAtSeconds },
    ]);
  });

  it('removes characters that cannot be stored from texts', () => {
    const comments = [{ id: 7, content: 'a\u0000b\uD800c' }];
    expect(toCall(callBody({ comments })).comments[0]?.content).toBe('ab\uFFFDc');
  });
});
