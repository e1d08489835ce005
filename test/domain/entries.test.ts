import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import {
  callEntries,
  callEntry,
  durationEntry,
  isEntry,
  mediaEntry,
  namedCall,
  voicemailMissingEntry,
} from '../../src/domain/entries.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';

const en = textsIn('en').entries;
const fr = textsIn('fr').entries;

describe('durationEntry', () => {
  it.each([
    [en, 'Duration: 3 min 13 s'],
    [fr, 'Durée : 3 min 13 s'],
  ])('gives the talk time without the ringing, dated at the end of the call', (texts, body) => {
    expect(durationEntry(aCall(), texts)).toEqual({ kind: 'duration', body, createdAtSeconds: 1_760_000_208 });
  });

  it.each([
    ['for an unanswered call', aMissedCall()],
    ['while the end is unknown', aCall({ endedAtSeconds: null })],
  ])('is null %s', (_when, call) => {
    expect(durationEntry(call, en)).toBeNull();
  });
});

describe('mediaEntry', () => {
  it.each([
    ['recording', en, 'Recording: https://assets.aircall.io/calls/8000001/recording'],
    ['recording', fr, 'Enregistrement : https://assets.aircall.io/calls/8000001/recording'],
    ['voicemail', en, 'Voicemail: https://assets.aircall.io/calls/8000001/voicemail'],
    ['voicemail', fr, 'Message vocal : https://assets.aircall.io/calls/8000001/voicemail'],
  ] as const)("links to Aircall's permanent page of the %s", (kind, texts, body) => {
    expect(mediaEntry(aCall(), kind, texts)).toEqual({ kind, body, createdAtSeconds: 1_760_000_209 });
  });
});

describe('voicemailMissingEntry', () => {
  it.each([
    [en, 'Aircall announced a voicemail but did not deliver it within 24 h 0 min.'],
    [fr, 'Aircall a annoncé un message vocal, mais ne l’a pas fourni en 24 h 0 min.'],
  ])('replaces the link with an explanation', (texts, body) => {
    expect(voicemailMissingEntry(aMissedCall(), 86_400, texts)).toEqual({
      kind: 'voicemail-missing',
      body,
      createdAtSeconds: 1_760_000_017,
    });
  });
});

describe('the entries of a call', () => {
  const times = fc.record({
    startedAtSeconds: fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
    ringing: fc.integer({ min: -2, max: 5 }),
    talk: fc.integer({ min: -2, max: 5 }),
    ended: fc.boolean(),
  });
  const anyCall = times.map(({ startedAtSeconds, ringing, talk, ended }): Call => {
    const answeredAtSeconds = startedAtSeconds + ringing;
    return aCall({ startedAtSeconds, answeredAtSeconds, endedAtSeconds: ended ? answeredAtSeconds + talk : null });
  });

  it('have distinct times in the right order, however short the call', () => {
    fc.assert(
      fc.property(anyCall, fc.constantFrom('recording', 'voicemail'), (call, kind) => {
        const entries = [
          callEntry(call, 'inbound-answered', { texts: en, lineName: 'Support', time: '' }),
          durationEntry(call, en),
          mediaEntry(call, kind, en),
        ].filter((entry) => entry !== null);
        const seconds = entries.map(({ createdAtSeconds }) => createdAtSeconds);
        expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
        expect(new Set(seconds).size).toBe(seconds.length);
        expect(seconds.every(Number.isInteger)).toBe(true);
        expect(seconds[0]).toBe(call.startedAtSeconds);
      }),
    );
  });

  it('put the notice of a missing voicemail before a voicemail that still arrives', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const { createdAtSeconds } = mediaEntry(call, 'voicemail', fr);
        const missing = voicemailMissingEntry(call, 60, fr).createdAtSeconds;
        expect(missing).toBeLessThan(createdAtSeconds);
        expect(missing).toBeGreaterThan(call.startedAtSeconds);
      }),
    );
  });
});

describe('callEntries', () => {
  const options = {
    qualification: 'inbound-answered',
    lineName: 'London',
    recordings: 'link',
    language: 'en',
    timezone: 'Europe/Paris',
  } as const;
  const recorded = aCall({ recordingReady: true });
  const kindsOf = (...all: Parameters<typeof callEntries>) => callEntries(...all).map(({ kind }) => kind);

  it('writes the call, its talk time and its recording, in this order', () => {
    const lines = [
      'Inbound call – London',
      'Line: London, +442079460101',
      'Caller: Cara Caller, +447700900123',
      'Time: 9 Oct 2025, 10:53 CEST',
      'Agent: Anna Agent',
      'Aircall call: 8000001',
    ];
    expect(callEntries(recorded, options)).toEqual([
      { kind: 'call', body: lines.join('\n'), createdAtSeconds: 1_760_000_000 },
      { kind: 'duration', body: 'Duration: 3 min 13 s', createdAtSeconds: 1_760_000_208 },
      {
        kind: 'recording',
        body: 'Recording: https://assets.aircall.io/calls/8000001/recording',
        createdAtSeconds: 1_760_000_209,
      },
    ]);
  });

  it('writes in the configured language and time zone', () => {
    const [{ body }] = callEntries(recorded, { ...options, language: 'fr', timezone: 'UTC' });
    expect(body.split('\n')).toEqual(
      expect.arrayContaining(['Appel entrant – London', 'Heure : 9 oct. 2025, 08:53 UTC']),
    );
  });

  it.each([
    ['no recording that Aircall does not have yet', aCall(), options, ['call', 'duration']],
    ['no link to a recording that is attached', recorded, { ...options, recordings: 'attach' }, ['call', 'duration']],
    ['no recording if recordings are off', recorded, { ...options, recordings: 'off' }, ['call', 'duration']],
    ['no talk time of a missed call', aMissedCall(), options, ['call']],
    ['no recording of a missed call', aMissedCall({ recordingReady: true }), options, ['call']],
  ] as const)('writes %s', (_what, call, now, kinds) => {
    expect(kindsOf(call, now)).toEqual(kinds);
  });
});

describe('namedCall and isEntry', () => {
  it.each<[string, string, number | null, boolean]>([
    ['an English entry', 'Missed call – Support\nAircall call: 8000001', 8_000_001, true],
    ['a French entry', 'Appel manqué – Support\nAppel Aircall : 8000001', 8_000_001, true],
    ['an id of fifteen digits', 'Aircall call: 123456789012345', 123_456_789_012_345, true],
    ['an id that is too long', 'Aircall call: 1234567890123456', null, false],
    ['a link to a recording', 'https://assets.aircall.io/calls/8000001/recording', null, true],
    ['a link that is no audio', 'https://assets.aircall.io/calls/x', null, false],
    ['a talk time', 'Duration: 12 s', null, true],
    ['a French talk time', 'Durée : 12 s', null, true],
    ['a talk time in the middle of a text', 'The Duration: 12 s', null, false],
    ["a person's text", 'I called Aircall: 8000001', null, false],
    ['nothing', '', null, false],
  ])('of %s', (_what, text, callId, entry) => {
    expect(namedCall(text)).toBe(callId);
    expect(isEntry(text)).toBe(entry);
  });
});
