/** Aircall's AI notes on a call, in the order in which the comment has them; the transcript is a file beside it. */
const noteKinds = ['summary', 'topics', 'actionItems', 'sentiment', 'transcript'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** `ai` of the configuration file. */
export interface AiPreferences {
  summary: boolean;
  topics: boolean;
  actionItems: boolean;
  sentiment: boolean;
  transcript: 'off' | 'attach';
  /** How long the first note waits for others, so that they come as one comment. */
  gatherMs: number;
}

/** The events that report a note. They contain its text too, which is left unread: a transcript may have 900 KB. */
const noteEvents: Record<NoteKind, string> = {
  summary: 'summary.created',
  topics: 'topics.created',
  actionItems: 'action_item.created',
  sentiment: 'sentiment.created',
  transcript: 'transcription.created',
};
export const noteEventNames: readonly string[] = Object.values(noteEvents);

/** @returns the kind of note that an event reports; null for any other event */
export function noteKindOf(eventName: string): NoteKind | null {
  return noteKinds.find((kind) => noteEvents[kind] === eventName) ?? null;
}

/** @returns the kinds of notes that Front gets */
export function wantedNotes(ai: AiPreferences): NoteKind[] {
  return noteKinds.filter((kind) => (kind === 'transcript' ? ai.transcript === 'attach' : ai[kind]));
}

/** @returns the events to register Aircall's webhook for: the body of an unwanted transcript could be too large to accept */
export function wantedNoteEvents(ai: AiPreferences): string[] {
  return wantedNotes(ai).map((kind) => noteEvents[kind]);
}

/** Who spoke: an agent, the caller, or Aircall's AI voice agent. */
export type Party = 'agent' | 'caller' | 'voiceAgent';

/** What was said at one time of a call. */
export interface Utterance {
  startSeconds: number;
  party: Party;
  /** Aircall's id of the agent who spoke, where it says so. */
  agentId: number | null;
  text: string;
}

/** The notes on a call as Aircall has them; a kind that is absent was not asked for, or says nothing. */
export interface Notes {
  summary?: string;
  topics?: string[];
  actionItems?: string[];
  /** In Aircall's words: NEUTRAL, POSITIVE or NEGATIVE. */
  sentiment?: Array<{ party: Party; value: string }>;
  transcript?: Utterance[];
}
