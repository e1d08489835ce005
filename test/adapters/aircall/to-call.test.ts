import { describe, expect, it } from 'vitest';
import { Envelope } from '../../../src/adapters/aircall/envelope.ts';
import { PayloadInvalid } from '../../../src/adapters/aircall/payload-invalid.ts';
import { toCall } from '../../../src/adapters/aircall/to-call.ts';
import { toCallEvent } from '../../../src/adapters/aircall/to-call-event.ts';
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

  it('knows of a voicemail by the event alone', () => {
    const data = callBody({ voicemail: null, asset: null, answered_at: null });
    const call = toCallEvent({ event: 'call.voicemail_left', timestamp: 1760000300, token: '', data }).call;
    expect(call).toMatchObject({ voicemailLeft: true, voicemailReady: false });
  });

  it('refuses an event that tells nothing of a call', () => {
    expect(() => toCallEvent({ event: 'fetched', timestamp: 1, token: '', data: callBody() })).toThrow(PayloadInvalid);
  });
});

describe('toCall', () => {
  it('needs only an id, a direction and a start', () => {
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

  it('tells a call without tags from one of whose tags nothing is said', () => {
    expect(toCall(callBody({ tags: [] })).tags).toEqual([]);
    expect(toCall(callBody({ tags: undefined })).tags).toBeNull();
  });

  it.each(Object.keys(callBody()).filter((key) => !['id', 'direction', 'started_at'].includes(key)))(
    'takes absent and null of %s alike',
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
  ])('takes %s as absent when it is %j', (key, empty) => {
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

  it.each<[string, Record<string, unknown>, Partial<Call['line']>]>([
    ['e164_digits', { digits: 'x', e164_digits: '+33186651010' }, { e164: '+33186651010' }],
    ['digits', { digits: '+33 1 86 65 10 10' }, { e164: '+33186651010' }],
    ['national digits', { digits: '01 86 65 10 10', country: 'fr' }, { e164: '+33186651010', country: 'FR' }],
    ['digits nobody can read', { digits: '3631' }, { e164: null, name: '3631' }],
    ['digits for a name', { digits: '+33 1 86 65 10 10', name: '' }, { name: '+33 1 86 65 10 10' }],
  ])('reads a line by its %s', (_by, number, wanted) => {
    expect(toCall(callBody({ number })).line).toMatchObject(wanted);
  });

  it('keeps comments by their id: without author or time too, but not without text', () => {
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

  it('leaves out of texts what cannot be stored', () => {
    const comments = [{ id: 7, content: 'a\u0000b\uD800c' }];
    expect(toCall(callBody({ comments })).comments[0]?.content).toBe('ab\uFFFDc');
  });
});
