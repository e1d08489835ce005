import { describe, expect, it } from 'vitest';
import type { Call, Caller } from '../../src/domain/call.ts';
import { callerKey } from '../../src/domain/ids.ts';
import { type LedgerCall, ledgerCaller, ledgerStates, toLedgerCall } from '../../src/domain/ledger-call.ts';
import { settingsFor } from '../../src/domain/settings.ts';
import { aLedgerCall } from '../adapters/ledger/a-ledger-call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

type Status = Parameters<typeof toLedgerCall>[1];

const logged: Status = {
  state: 'logged',
  reason: null,
  qualification: 'inbound-answered',
  conversationId: 'cnv_1',
  loggedAtSeconds: 1_760_000_240,
  entries: ['call', 'duration'],
  tags: ['billing'],
  closed: false,
};
const settings = { ...settingsFor(preferencesWith(), aCall().line), lineName: 'London' };
const stored = (call: Call, status: Partial<Status> = {}, changed: Partial<typeof settings> = {}): LedgerCall =>
  toLedgerCall(call, { ...logged, ...status }, { ...settings, ...changed });

describe('toLedgerCall', () => {
  it('stores an answered call', () => {
    expect(stored(aCall())).toEqual(
      aLedgerCall({
        id: 8_000_001,
        line: { id: 50001, name: 'London', e164: '+442079460101' },
        agent: { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
        loggedAtSeconds: 1_760_000_240,
        tags: ['billing'],
      }),
    );
  });

  it('stores a missed call that is parked, with the reason', () => {
    const status: Partial<Status> = {
      state: 'parked',
      reason: 'Front rejects the token',
      qualification: 'missed',
      conversationId: null,
      loggedAtSeconds: null,
      entries: [],
      tags: null,
    };
    const call = stored(aMissedCall({ voicemailLeft: true }), status);
    expect(call).toEqual({
      id: 8_000_001,
      state: 'parked',
      reason: 'Front rejects the token',
      direction: 'inbound',
      qualification: 'missed',
      line: { id: 50001, name: 'London', e164: '+442079460101' },
      caller: '+447700900123',
      callerName: 'Cara Caller',
      agent: null,
      startedAtSeconds: 1_760_000_000,
      answeredAtSeconds: null,
      endedAtSeconds: 1_760_000_017,
      talkSeconds: null,
      ringSeconds: 17,
      conversationId: null,
      loggedAtSeconds: null,
      recording: 'none',
      voicemail: 'none',
      voicemailDueAtSeconds: null,
    });
    expect(call).not.toHaveProperty('tags');
  });

  it.each([
    ['in lower case', 'Anna.AGENT@Example.com', 'anna.agent@example.com'],
    ['as unknown if Aircall gives none', null, null],
  ])("stores an agent's e-mail %s", (_how, email, expected) => {
    expect(stored(aCall({ agent: anAgent({ email }) })).agent).toEqual({
      id: 70001,
      name: 'Anna Agent',
      email: expected,
    });
  });

  it('stores that a call set no tags, once that is known', () => {
    expect(stored(aCall(), { tags: [] }).tags).toEqual([]);
  });
});

describe('the recording of a stored call', () => {
  const silentLine = { ...aCall().line, records: false };

  it.each<[LedgerCall['recording'], string, Call, Partial<Status>, Partial<typeof settings>]>([
    ['awaited', 'an answered call that is logged', aCall(), {}, {}],
    ['awaited', 'an answered call that an agent made', aCall({ direction: 'outbound' }), {}, {}],
    ['there', 'a call whose recording is in Front', aCall(), { entries: ['call', 'recording'] }, {}],
    ['there', 'the same once the run is over', aCall(), { entries: ['call', 'recording'], closed: true }, {}],
    ['none', 'a call whose run is over', aCall(), { closed: true }, {}],
    ['none', 'a call that is parked', aCall(), { state: 'parked' }, {}],
    ['none', 'a call that is skipped', aCall(), { state: 'skipped' }, {}],
    ['none', 'a missed call', aMissedCall(), {}, {}],
    ['none', 'a line that does not record', aCall({ line: silentLine }), {}, {}],
    ['none', 'a configuration without recordings', aCall(), {}, { recordings: 'off' }],
  ])('is %j for %s', (recording, _what, call, status, changed) => {
    expect(stored(call, status, changed).recording).toBe(recording);
  });
});

describe('the voicemail of a stored call', () => {
  const withVoicemail = aMissedCall({ voicemailLeft: true });

  it.each<[LedgerCall['voicemail'], string, Call, Partial<Status>]>([
    ['awaited', 'a missed call with a voicemail', withVoicemail, {}],
    ['there', 'a call whose voicemail is in Front', withVoicemail, { entries: ['call', 'voicemail'] }],
    ['there', 'one that came after all', withVoicemail, { entries: ['call', 'voicemail-missing', 'voicemail'] }],
    ['never came', 'one that was given up', withVoicemail, { entries: ['call', 'voicemail-missing'], closed: true }],
    ['none', 'a missed call without a voicemail', aMissedCall(), {}],
    ['none', 'a call whose run is over', withVoicemail, { closed: true }],
    ['none', 'a call that is parked', withVoicemail, { state: 'parked' }],
    ['none', 'an answered call', aCall({ voicemailLeft: true }), {}],
    ['none', 'a call that an agent made', anOutboundCall({ voicemailLeft: true }), {}],
  ])('is %j for %s', (voicemail, _what, call, status) => {
    expect(stored(call, status).voicemail).toBe(voicemail);
  });

  it.each([
    ['the delay after the end of the call, in whole seconds', withVoicemail, 90_001, 1_760_000_017 + 91],
    [
      'the delay after the start while no end is known',
      aMissedCall({ voicemailLeft: true, endedAtSeconds: null }),
      60_000,
      1_760_000_060,
    ],
    ['unknown without a voicemail', aMissedCall(), 60_000, null],
  ])('is due %s', (_when, call, delayMs, dueAtSeconds) => {
    const voicemail = { ...settings.voicemail, delayMs };
    expect(stored(call, {}, { voicemail }).voicemailDueAtSeconds).toBe(dueAtSeconds);
  });

  it.each<[string, Status['entries']]>([
    ['is in Front', ['call', 'voicemail']],
    ['never came', ['call', 'voicemail-missing']],
  ])('is no longer due once it %s', (_what, entries) => {
    expect(stored(withVoicemail, { entries }).voicemailDueAtSeconds).toBeNull();
  });
});

describe('ledgerCaller', () => {
  it.each<[string, Caller, string | null]>([
    ['the number', { kind: 'number', e164: '+447700900123' }, '+447700900123'],
    ['unreadable digits without blanks', { kind: 'unreadable', digits: ' 118\u00A0218' }, '118218'],
    ['other signs as Aircall wrote them', { kind: 'unreadable', digits: '118*218#' }, '118*218#'],
    ['nothing of an anonymous caller', { kind: 'anonymous' }, null],
  ])('stores %s', (_what, caller, expected) => {
    expect(ledgerCaller(caller)).toBe(expected);
  });

  it('is the same for every writing with the same key', () => {
    const writings = ['0639981234', '06 39 98 12 34', '06\u202F39 98\u200B12 34\n'];
    const callers = writings.map((digits): Caller => ({ kind: 'unreadable', digits }));
    expect(new Set(callers.map((caller) => callerKey(caller, 1)))).toHaveLength(1);
    expect(new Set(callers.map(ledgerCaller))).toHaveLength(1);
  });
});

it('a call in the ledger has one of five states', () => {
  expect(ledgerStates).toEqual(['seen', 'unwanted', 'parked', 'logged', 'skipped']);
});
