import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualifications } from '../../src/domain/qualification.ts';
import { formatDuration, formatTime, formatZonedTime, languages, textsIn, toLanguage } from '../../src/texts/texts.ts';

const en = textsIn('en').entries;
const fr = textsIn('fr').entries;

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [42, '42 s'],
    [59, '59 s'],
    [60, '1 min'],
    [61, '1 min 1 s'],
    [193, '3 min 13 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h 0 min'],
    [3720, '1 h 2 min'],
    [3725, '1 h 2 min 5 s'],
    [86_400, '24 h 0 min'],
    [42.4, '42 s'],
    [59.6, '1 min'],
    [-3, '0 s'],
  ])('writes %d s as %s, in both languages', (seconds, text) => {
    expect(formatDuration(seconds, en)).toBe(text);
    expect(formatDuration(seconds, fr)).toBe(text);
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seconds) => {
        const part = (unit: string): number =>
          Number(new RegExp(`(\\d+) ${unit}\\b`).exec(formatDuration(seconds, en))?.[1] ?? 0);
        expect(part('h') * 3600 + part('min') * 60 + part('s')).toBe(seconds);
        expect(Math.max(part('min'), part('s'))).toBeLessThan(60);
      }),
    );
  });
});

describe('formatTime', () => {
  it.each([
    ['en', 'Europe/London', '9 Oct 2025, 09:53'],
    ['en', 'America/New_York', '9 Oct 2025, 04:53'],
    ['fr', 'Europe/Paris', '9 oct. 2025, 10:53'],
  ] as const)('writes a moment in %s for %s: %s', (language, timezone, text) => {
    expect(formatTime(1_760_000_000, language, timezone)).toBe(text);
  });
});

describe('formatZonedTime', () => {
  it.each([
    ['en', 'Europe/Paris', 1_792_887_600, '25 Oct 2026, 02:20 CEST'],
    ['en', 'Europe/Paris', 1_792_891_200, '25 Oct 2026, 02:20 CET'],
    ['en', 'America/New_York', 1_760_000_000, '9 Oct 2025, 04:53 GMT-4'],
    ['en', 'UTC', 1_760_000_000, '9 Oct 2025, 08:53 UTC'],
    ['fr', 'Europe/Paris', 1_760_000_000, '9 oct. 2025, 10:53 UTC+2'],
    ['fr', 'Europe/Paris', 1_770_000_000, '2 févr. 2026, 03:40 UTC+1'],
  ] as const)('names the zone in %s for %s', (language, timezone, unixSeconds, text) => {
    expect(formatZonedTime(unixSeconds, language, timezone)).toBe(text);
  });
});

describe('textsIn', () => {
  it.each([
    ['out_of_opening_hours', 'outside opening hours', 'hors des heures d’ouverture'],
    ['short_abandoned', 'the caller hung up right away', 'l’appelant a raccroché aussitôt'],
    ['abandoned_in_ivr', 'the caller hung up in the IVR', 'l’appelant a raccroché dans le SVI'],
    ['abandoned_in_classic', 'the caller hung up while waiting', 'l’appelant a raccroché pendant l’attente'],
    ['no_available_agent', 'no agent was available', 'aucun agent disponible'],
    ['agents_did_not_answer', 'agents did not answer', 'les agents n’ont pas répondu'],
  ] as const)("translates Aircall's reason %s as %j and %j", (reason, english, french) => {
    expect([en.missedReason[reason], fr.missedReason[reason]]).toEqual([english, french]);
  });

  it('has the six documented reasons in every language', () => {
    for (const language of languages) expect(Object.keys(textsIn(language).entries.missedReason)).toHaveLength(6);
  });

  it.each(languages)('has every text in %s, and distinct names for qualifications', (language) => {
    const texts = textsIn(language).entries;
    const said = [
      ...Object.values(texts.labels),
      ...Object.values(texts.qualification),
      texts.voicemailNeverCame('1 h'),
    ];
    for (const text of [...said, texts.anonymousCaller, texts.unknownAgent]) expect(text.trim()).not.toBe('');
    expect(new Set(qualifications.map((qualification) => texts.qualification[qualification])).size).toBe(7);
  });

  it.each([
    ['en', 'Aircall announced a voicemail but did not deliver it within 24 h 0 min.'],
    ['fr', 'Aircall a annoncé un message vocal, mais ne l’a pas fourni en 24 h 0 min.'],
  ] as const)('says in %s that a voicemail never came', (language, sentence) => {
    const texts = textsIn(language).entries;
    expect(texts.voicemailNeverCame(formatDuration(86_400, texts))).toBe(sentence);
  });
});

describe('toLanguage', () => {
  it.each(languages)('accepts %s', (language) => {
    expect(toLanguage(language)).toBe(language);
  });

  it.each(['', 'EN', 'en-GB', 'xx', 'toString', '__LANGUAGE__'])('refuses %j and lists the known languages', (name) => {
    expect(() => toLanguage(name)).toThrow(
      new RangeError(`No texts in "${name}": Callthread has ${languages.join(', ')}.`),
    );
  });
});
