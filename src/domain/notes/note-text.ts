import type { Texts } from '../../texts/text-types.ts';
import { languages, textsIn } from '../../texts/texts.ts';
import { inertLine, inertText } from '../inert-text.ts';
import type { Notes, Utterance } from './note-kinds.ts';

/** What of a call's notes a comment has: its texts, or its transcript alone. */
type NoteComment = 'notes' | 'transcript';

/**
 * The comment on a call: headed, so that agents know a machine wrote it, and with the call's id, since one conversation has
 * many calls. The transcript itself is a file.
 */
export function noteComment(
  notes: Notes,
  { callId, texts, transcriptTooLarge }: { callId: number; texts: Texts['entries']; transcriptTooLarge: boolean },
): string {
  const { notes: words, labels, colon } = texts;
  const { topics = [], actionItems = [], sentiment = [] } = notes;
  const moods = sentiment.map(({ party, value }) => `${words.parties[party]} ${moodText(value, texts)}`);
  const parts = [
    words.headings[hasText(notes) ? 'notes' : 'transcript'],
    inertText(notes.summary ?? ''),
    topics.length === 0 ? '' : `${words.topics}${colon}${oneLine(topics.join(', '))}`,
    actionItems.length === 0
      ? ''
      : [`${words.actionItems}${colon}`.trim(), ...actionItems.map((item) => `- ${oneLine(item)}`)].join('\n'),
    moods.length === 0 ? '' : `${words.sentiment}${colon}${moods.join(', ')}`,
    transcriptTooLarge ? words.transcriptTooLarge : '',
    `${labels.reference}${colon}${callId}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Whether there is anything to read in them, besides the transcript. */
export function hasText({ summary = '', topics = [], actionItems = [], sentiment = [] }: Notes): boolean {
  return inertText(summary) !== '' || topics.length + actionItems.length + sentiment.length > 0;
}

function moodText(value: string, { notes }: Texts['entries']): string {
  const known = new Map<string, string>(Object.entries(notes.sentiments));
  return known.get(value.toUpperCase()) ?? inertLine(value.toLowerCase());
}

function oneLine(text: string): string {
  return inertText(text.replace(/\s+/g, ' '));
}

/** Whether a comment's text is ours, on this call, in whichever language it was written. */
export function isNoteComment(body: string, callId: number, which: NoteComment): boolean {
  const text = withPlainBlanks(body).trimStart();
  return languages.some((language) => {
    const { notes, labels, colon } = textsIn(language).entries;
    const named = new RegExp(`${withPlainBlanks(labels.reference + colon)}${callId}(?!\\d)`);
    return text.startsWith(notes.headings[which]) && named.test(text);
  });
}

function withPlainBlanks(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The name of the file with a call's transcript. */
export function transcriptFileName(callId: number): string {
  return `aircall-${callId}-transcript.txt`;
}

/**
 * The transcript, a line for each utterance: `[mm:ss] Name: text`. Minutes go on after the hour.
 * @param nameOf who spoke
 */
export function transcriptText(utterances: readonly Utterance[], nameOf: (utterance: Utterance) => string): string {
  const lines = utterances.map((utterance) => {
    const seconds = Math.floor(utterance.startSeconds);
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0'));
    return `[${minutes}:${rest}] ${plainLine(nameOf(utterance))}: ${plainLine(utterance.text)}`;
  });
  return `${lines.join('\n')}\n`;
}

/** A file shows no markup, but a line break would look like another speaker, and an override would turn the line round. */
function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}
