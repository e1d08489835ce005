import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { callEntry, durationEntry, mediaEntry, voicemailMissingEntry } from '../../src/domain/entries.ts';
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
