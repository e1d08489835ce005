import { expect, test } from 'vitest';
import { morning } from '../../demo/morning/morning.ts';
import { sayIn } from '../../demo/story.ts';
import { CallScript } from '../../simulators/aircall/call-script.ts';

const kinds = {
  en: [
    'Inbound call',
    'Outbound call',
    'Unanswered outbound call',
    'Voicemail',
    'Abandoned in IVR',
    'Missed call out of hours',
    'Missed call',
  ],
  fr: [
    'Appel entrant',
    'Appel sortant',
    'Appel sortant sans réponse',
    'Message vocal',
    'Abandonné dans le SVI',
    'Appel manqué hors horaires',
    'Appel manqué',
  ],
};

test.each(['en', 'fr'] as const)('in %s, the morning has every kind of call, in playable scripts', (language) => {
  const stories = morning(sayIn(language));
  const calls = stories.flatMap(({ caller, acts }) => acts.flat().map((call) => ({ caller, ...call })));
  expect(calls.length).toBeGreaterThanOrEqual(15);
  const headings = calls.map(({ expected }) => expected.heading.split(' – ')[0]);
  expect(new Set(headings)).toEqual(new Set(kinds[language]));
  for (const { caller, script } of calls) {
    const played = { ...script, caller: caller.number, ...(caller.name === null ? {} : { contact: caller.name }) };
    expect(() => CallScript.parse(played)).not.toThrow();
  }
});

test('no caller has two stories, except anonymous ones', () => {
  const numbers = morning(sayIn('en')).flatMap(({ caller }) => (caller.number === 'anonymous' ? [] : caller.number));
  expect(new Set(numbers).size).toBe(numbers.length);
});
