import { describe, expect, it } from 'vitest';
import type { Notes, Utterance } from '../../../src/domain/notes/note-kinds.ts';
import {
  hasText,
  isNoteComment,
  noteComment,
  transcriptFileName,
  transcriptText,
} from '../../../src/domain/notes/note-text.ts';
import { type Language, textsIn } from '../../../src/texts/texts.ts';

const callId = 8_000_001;
const all: Notes = {
  summary: 'Cara asks for a refund.\nAnna agrees.',
  topics: ['Refund', 'Delivery'],
  actionItems: ['Refund 20 euros', 'Send\na letter'],
  sentiment: [
    { party: 'agent', value: 'NEUTRAL' },
    { party: 'caller', value: 'POSITIVE' },
  ],
};
const comment = (notes: Notes, language: Language = 'en', transcriptTooLarge = false) =>
  noteComment(notes, { callId, texts: textsIn(language).entries, transcriptTooLarge });

describe('noteComment', () => {
  it('has all notes, between the heading and the call', () => {
    expect(comment(all)).toBe(
      [
        'AI summary (Aircall)',
        'Cara asks for a refund.\nAnna agrees.',
        'Topics: Refund, Delivery',
        'Action items:\n- Refund 20 euros\n- Send a letter',
        'Sentiment: agent neutral, caller positive',
        'Aircall call: 8000001',
      ].join('\n\n'),
    );
  });

  it('is available in French', () => {
    expect(comment(all, 'fr', true).replaceAll('\u00A0', ' ')).toBe(
      [
        'Résumé IA (Aircall)',
        'Cara asks for a refund.\nAnna agrees.',
        'Sujets : Refund, Delivery',
        'Actions à mener :\n- Refund 20 euros\n- Send a letter',
        'Sentiment : agent neutre, appelant positif',
        'La transcription dépasse les 25 Mo que Front accepte : lisez-la dans Aircall.',
        'Appel Aircall : 8000001',
      ].join('\n\n'),
    );
  });

  it.each<[string, Notes, string[]]>([
    ['a summary', { summary: 'All is well.' }, ['All is well.']],
    ['a summary with markup', { summary: '<b>All</b>' }, ['‹b›All‹/b›']],
    ['one topic', { topics: ['Refund'] }, ['Topics: Refund']],
    ['topics with markup and breaks', { topics: ['<b>', 'a\r\nb'] }, ['Topics: ‹b›, a b']],
    ['an action item with markup', { actionItems: ['`rm`'] }, ['Action items:\n- ˋrmˋ']],
    [
      'a sentiment in small letters',
      { sentiment: [{ party: 'caller', value: 'negative' }] },
      ['Sentiment: caller negative'],
    ],
    [
      'a sentiment that Aircall does not document',
      { sentiment: [{ party: 'agent', value: '<MIXED>\nFEELINGS' }] },
      ['Sentiment: agent ‹mixed› feelings'],
    ],
    [
      'a sentiment named like a JavaScript property',
      { sentiment: [{ party: 'agent', value: 'constructor' }] },
      ['Sentiment: agent constructor'],
    ],
    ['empty lists', { summary: 'Short.', topics: [], actionItems: [], sentiment: [] }, ['Short.']],
  ])('has only what there is: %s', (_what, notes, parts) => {
    expect(comment(notes)).toBe(['AI summary (Aircall)', ...parts, 'Aircall call: 8000001'].join('\n\n'));
  });

  it('has another heading if there is only a transcript, and says when that is too large', () => {
    const transcript: Utterance[] = [{ startSeconds: 0, party: 'agent', agentId: null, text: 'Hello' }];
    expect(comment({ transcript })).toBe('Transcript (Aircall)\n\nAircall call: 8000001');
    expect(comment({ transcript, summary: '\u200B' }, 'en', true)).toBe(
      [
        'Transcript (Aircall)',
        'The transcript is larger than the 25 MB that Front accepts: read it in Aircall.',
        'Aircall call: 8000001',
      ].join('\n\n'),
    );
  });
});

describe('hasText', () => {
  it.each<[boolean, string, Notes]>([
    [true, 'a summary', { summary: 'All is well.' }],
    [true, 'topics', { topics: ['Refund'] }],
    [true, 'action items', { actionItems: ['Refund 20 euros'] }],
    [true, 'a sentiment', { sentiment: [{ party: 'agent', value: 'NEUTRAL' }] }],
    [true, 'an invisible summary and a topic', { summary: '\u200B', topics: ['Refund'] }],
    [false, 'no notes', {}],
    [false, 'an invisible summary', { summary: ' \u200B\n' }],
    [false, 'empty lists', { topics: [], actionItems: [], sentiment: [] }],
    [false, 'a transcript alone', { transcript: [{ startSeconds: 0, party: 'agent', agentId: null, text: 'Hello' }] }],
  ])('is %s for %s', (expected, _what, notes) => {
    expect(hasText(notes)).toBe(expected);
  });
});

describe('isNoteComment', () => {
  const summary = comment({ summary: 'All is well.' });
  const transcript = comment({});

  it.each<[boolean, string, string, 'notes' | 'transcript']>([
    [true, 'notes', summary, 'notes'],
    [true, 'notes in another language', comment(all, 'fr'), 'notes'],
    [true, 'a transcript', transcript, 'transcript'],
    [true, 'a transcript in another language', comment({}, 'fr'), 'transcript'],
    [true, 'notes behind blanks and with other ones', ` \n${summary.replaceAll(' ', '\u00A0\n')}`, 'notes'],
    [true, 'French notes with plain blanks', comment(all, 'fr').replaceAll(/\s/g, ' '), 'notes'],
    [false, 'notes, when the transcript is wanted', summary, 'transcript'],
    [false, 'a transcript, when notes are wanted', transcript, 'notes'],
    [false, 'notes on another call', summary.replace('8000001', '8000002'), 'notes'],
    [false, 'notes on a call whose id begins alike', `${summary}9`, 'notes'],
    [false, 'notes that a person quotes', `See: ${summary}`, 'notes'],
    [false, 'the heading alone', 'AI summary (Aircall)', 'notes'],
    [
      false,
      'the heading in one language and the call in another',
      'AI summary (Aircall) Appel Aircall : 8000001',
      'notes',
    ],
    [false, "a person's text on the call", 'Aircall call: 8000001', 'notes'],
    [false, 'nothing', '', 'notes'],
  ])('is %s for %s', (expected, _what, body, which) => {
    expect(isNoteComment(body, callId, which)).toBe(expected);
  });
});

describe('the transcript', () => {
  const said = (startSeconds: number, text: string, party: Utterance['party'] = 'agent'): Utterance => ({
    startSeconds,
    party,
    agentId: null,
    text,
  });
  const names = ({ party }: Utterance) => (party === 'agent' ? 'Anna Agent' : 'Cara Caller');

  it('is a file named by the call', () => {
    expect(transcriptFileName(callId)).toBe('aircall-8000001-transcript.txt');
  });

  it('has a line for each utterance, with its time and who spoke', () => {
    expect(transcriptText([said(0, 'Hello?'), said(65.9, 'Hi, it is Cara.', 'caller')], names)).toBe(
      '[00:00] Anna Agent: Hello?\n[01:05] Cara Caller: Hi, it is Cara.\n',
    );
  });

  it.each<[string, number, string]>([
    ['the last second of a minute', 59.99, '[00:59]'],
    ['ten minutes', 600, '[10:00]'],
    ['more than an hour', 3661, '[61:01]'],
    ['more than a hundred minutes', 6001, '[100:01]'],
  ])('shows %s in minutes and seconds', (_what, seconds, time) => {
    expect(transcriptText([said(seconds, 'x')], names)).toBe(`${time} Anna Agent: x\n`);
  });

  it.each<[string, string, string]>([
    ['line breaks', 'one\r\ntwo\u2028three\n', 'one two three'],
    ['signs that turn the line round', '\u202Eevil\u202C \u2066x\u2069', 'evil x'],
    ['control characters', 'a\u0000\u001Bb', 'ab'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
    ['markup, which a file does not show', '<b>*x*</b>', '<b>*x*</b>'],
  ])('keeps each utterance on one line, without %s', (_what, text, shown) => {
    expect(transcriptText([said(0, text)], () => text)).toBe(`[00:00] ${shown}: ${shown}\n`);
  });

  it('asks for the name of each utterance, since several agents may speak', () => {
    const utterances = [said(0, 'x'), { ...said(1, 'y'), agentId: 70002 }];
    expect(transcriptText(utterances, ({ agentId }) => `agent ${agentId}`)).toBe(
      '[00:00] agent null: x\n[00:01] agent 70002: y\n',
    );
  });
});
