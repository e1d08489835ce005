import { expect, it } from 'vitest';
import type { Agent, Call } from '../../src/domain/call.ts';
import { callEntry, durationEntry, mediaEntry, subjectOf } from '../../src/domain/entries.ts';
import { qualify } from '../../src/domain/qualification.ts';
import { formatZonedTime, textsIn } from '../../src/texts/texts.ts';
import { codeIn, readDocument, sectionOf } from './read-document.ts';

const overview = readDocument('docs/overview.md');
const texts = textsIn('en').entries;
const lineName = 'Support';
/** 23 January 2026, 14:05 in Paris. */
const startedAtSeconds = 1_769_173_500;
const time = formatZonedTime(startedAtSeconds, 'en', 'Europe/Paris');

const grace: Agent = { id: 1, name: 'Grace Hopper', email: 'grace@phones.example' };
const katherine: Agent = { id: 2, name: 'Katherine Johnson', email: 'katherine@phones.example' };

const answered: Call = {
  id: 812345678,
  direction: 'inbound',
  startedAtSeconds,
  answeredAtSeconds: startedAtSeconds + 12,
  endedAtSeconds: startedAtSeconds + 205,
  missedReason: null,
  caller: { kind: 'number', e164: '+33639981234' },
  callerName: 'Ada Lovelace',
  line: { id: 51001, name: lineName, e164: '+33186651010', country: 'FR', records: true },
  agent: grace,
  transferredBy: katherine,
  transferredTo: grace,
  recordingReady: true,
  voicemailLeft: false,
  voicemailReady: false,
  comments: [],
  tags: [],
};

const voicemail: Call = {
  ...answered,
  id: 812345679,
  answeredAtSeconds: null,
  endedAtSeconds: startedAtSeconds + 17,
  missedReason: 'no_available_agent',
  agent: null,
  transferredBy: null,
  transferredTo: null,
  recordingReady: false,
  voicemailLeft: true,
};

it.each([
  ['call', callEntry(answered, qualify(answered), { texts, lineName, time })],
  ['duration', durationEntry(answered, texts)],
  ['recording', mediaEntry(answered, 'recording', texts)],
  ['voicemail', callEntry(voicemail, qualify(voicemail), { texts, lineName, time })],
])('docs/overview.md shows the exact entry of a %s', (name, entry) => {
  const [, shown] = overview.split(`<!-- example: ${name} -->\n\`\`\`text\n`);
  expect(shown?.split('\n```')[0]).toBe(entry?.body);
});

it('docs/overview.md gives the subject of its example call', () => {
  const subject = subjectOf(null, qualify(answered), lineName, texts);
  expect(codeIn(sectionOf(overview, '## What an entry looks like'))).toContain(subject);
});

it('docs/overview.md names every kind of call in both languages', () => {
  const fr = textsIn('fr').entries;
  for (const [qualification, english] of Object.entries(texts.qualification)) {
    const french = fr.qualification[qualification as keyof typeof fr.qualification];
    expect(overview).toMatch(new RegExp(`\\| *\`${qualification}\` *\\| .* \\| *${english} *\\| *${french} *\\|`));
  }
});
