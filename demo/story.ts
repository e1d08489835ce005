import type { CallScript } from '../simulators/aircall/call-script.ts';

/** Everything that happens with one caller, in order. */
export interface Story {
  caller: StoryCaller;
  /** One after another; the calls of one act come at the same time. */
  acts: ScriptedCall[][];
}

export interface StoryCaller {
  /** E.164, or `anonymous` as Aircall writes it. */
  number: string;
  /** As in Aircall's address book; null: a caller it does not know. */
  name: { firstName: string; lastName: string } | null;
  /** The expected name of Front's contact. */
  contactName: string;
  /** The caller has e-mailed before, so Front already knows the number. */
  wroteFrom?: string;
}

export interface ScriptedCall {
  title: string;
  script: Omit<CallScript, 'caller' | 'contact' | 'startedAtSeconds'>;
  expected: ExpectedCall;
  /** What a teammate does in Front once all but the last entry are there. */
  meanwhile?: { moveTo: string };
  /** What a teammate does in Front once the call is complete. */
  afterwards?: 'archive';
}

/** The expected state of Front after the call. Written by hand, not computed by the product. */
interface ExpectedCall {
  /** First line of the call's entry. */
  heading: string;
  /** Of each of the call's entries, and of the conversation. */
  subject: string;
  entries: ExpectedEntry[];
  inbox: string;
  status: 'assigned' | 'unassigned';
  /** A teammate's full name. */
  assignee: string | null;
  /** `{id}` in a text is replaced by the call's id. */
  comments?: { author: string; text: string }[];
  /** Of the conversation; none by default. */
  tags?: string[];
  /** The call reaches a caller who was missed: a comment without an author says so. */
  closesCallback?: true;
}

export interface ExpectedEntry {
  kind: 'call' | 'duration' | 'recording' | 'voicemail';
  direction: 'in' | 'out';
  /** A teammate's full name; null for the caller, and for an agent who is not a teammate. */
  author: string | null;
  /** Texts that it must contain; `{id}` is replaced by the call's id. */
  says: string[];
  saysNot?: string[];
}

/** A scripted call and its state. */
export interface PlayedCall {
  story: Story;
  scripted: ScriptedCall;
  /** Aircall's id; null before it rings. */
  callId: number | null;
  /** UNIX seconds; null before it rings. */
  endedAtSeconds: number | null;
  /** null while Temporal has no workflow. */
  workflow: SeenWorkflow | null;
  /** How Front differs from what is expected; null before it was compared. */
  differences: string[] | null;
}

export interface SeenWorkflow {
  /** The search attribute `CallthreadState`. */
  state: string;
  qualification: string | null;
  /** From the `state` query, while it runs. */
  waitingFor: string[];
  /** Step, failure and remedy of each parked step. */
  parked: string[];
}

/** @returns every call of the stories, in order, not started */
export function unplayed(stories: Story[]): PlayedCall[] {
  return stories.flatMap((story) =>
    story.acts.flat().map((scripted) => ({
      story,
      scripted,
      callId: null,
      endedAtSeconds: null,
      workflow: null,
      differences: null,
    })),
  );
}

/** The demo's own texts, and what it expects in Front, are in these languages only. */
export type DemoLanguage = 'en' | 'fr';

/** Picks the text in the demo's language. */
export type Say = (english: string, french: string) => string;

export function sayIn(language: DemoLanguage): Say {
  return (en, fr) => ({ en, fr })[language];
}
