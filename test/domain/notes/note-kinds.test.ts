import { describe, expect, it } from 'vitest';
import {
  type AiPreferences,
  type NoteKind,
  noteEventNames,
  noteKindOf,
  wantedNoteEvents,
  wantedNotes,
} from '../../../src/domain/notes/note-kinds.ts';

const events: Array<[NoteKind, string]> = [
  ['summary', 'summary.created'],
  ['topics', 'topics.created'],
  ['actionItems', 'action_item.created'],
  ['sentiment', 'sentiment.created'],
  ['transcript', 'transcription.created'],
];
const off: AiPreferences = {
  summary: false,
  topics: false,
  actionItems: false,
  sentiment: false,
  transcript: 'off',
  gatherMs: 0,
};
const on: AiPreferences = {
  summary: true,
  topics: true,
  actionItems: true,
  sentiment: true,
  transcript: 'attach',
  gatherMs: 0,
};

describe('the events of notes', () => {
  it.each(events)('report %s by %s', (kind, event) => {
    expect(noteKindOf(event)).toBe(kind);
  });

  it.each(['call.ended', 'summary', 'summary.updated', 'constructor', ''])('are none of %j', (event) => {
    expect(noteKindOf(event)).toBeNull();
  });

  it('are all known by name', () => {
    expect(noteEventNames).toEqual(events.map(([, event]) => event));
  });
});

describe('the notes that Front gets', () => {
  it.each(events)('are only %s if nothing else is configured, and only %s is registered', (kind, event) => {
    const only: AiPreferences = { ...off, ...(kind === 'transcript' ? { transcript: 'attach' } : { [kind]: true }) };
    expect(wantedNotes(only)).toEqual([kind]);
    expect(wantedNoteEvents(only)).toEqual([event]);
  });

  it('are all, in the order of the comment', () => {
    expect(wantedNotes(on)).toEqual(events.map(([kind]) => kind));
    expect(wantedNoteEvents(on)).toEqual(events.map(([, event]) => event));
  });

  it('are none if all are off', () => {
    expect(wantedNotes(off)).toEqual([]);
    expect(wantedNoteEvents(off)).toEqual([]);
  });
});
