import type { CallScript } from '../simulators/aircall/call-script.ts';
import type { Language } from '../src/texts/texts.ts';

/** All that happens with one caller, in order. */
export interface Story {
  caller: StoryCaller;
  /** One after another; the calls of one act come at once. */
  acts: ScriptedCall[][];
}

export interface StoryCaller {
  /** E.164, or `anonymous` as Aircall writes it. */
  number: string;
  /** As in Aircall's address book; null: a caller it does not know. */
  name: { firstName: string; lastName: string } | null;
  /** What Front's contact must be called. */
  contactName: string;
  /** The caller has written an e-mail before, so that Front knows the number already. */
  wroteFrom?: string;
}

export interface ScriptedCall {
  title: string;
  script: Omit<CallScript, 'caller' | 'contact' | 'startedAtSeconds'>;
  expected: ExpectedCall;
  /** What a teammate does in Front once all of the call's entries but the last are there. */
  meanwhile?: { moveTo: string };
  /** What a teammate does in Front when all of the call is there. */
  afterwards?: 'archive';
}

/** What Front must look like when the call has been logged. Written by hand: nothing of the product computes it. */
export interface ExpectedCall {
  /** First line of the call's entry. */
  heading: string;
  /** Of each of the call's entries, and of the conversation. */
  subject: string;
  entries: ExpectedEntry[];
  inbox: string;
  status: 'assigned' | 'unassigned';
  /** A teammate's whole name. */
  assignee: string | null;
  comments?: { author: string; text: string }[];
  /** Of the conversation; none by default. */
  tags?: string[];
}

export interface ExpectedEntry {
  kind: 'call' | 'duration' | 'recording' | 'voicemail';
  direction: 'in' | 'out';
  /** A teammate's whole name; null for the caller, and for an agent who is nobody's teammate. */
  author: string | null;
  /** Texts that must be in it; `{id}` stands for the call's id. */
  says: string[];
  saysNot?: string[];
}

/** A scripted call, and what has become of it so far. */
export interface PlayedCall {
  story: Story;
  scripted: ScriptedCall;
  /** Aircall's; null before it rings. */
  callId: number | null;
  /** UNIX seconds, by Aircall; null before it rings. */
  endedAtSeconds: number | null;
  /** As Temporal tells it; null while there is no workflow. */
  workflow: SeenWorkflow | null;
  /** How Front differs from what is expected; null before it was looked at. */
  differences: string[] | null;
}

export interface SeenWorkflow {
  /** The search attribute `CallthreadState`. */
  state: string;
  qualification: string | null;
  /** Of the `state` query, while it runs. */
  waitingFor: string[];
  /** What a parked call says to the person who looks at it. */
  parked: string[];
}

/** @returns every call of the stories, in the order of the stories, none of them begun */
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

/** Picks the wording of the demo's language: the demo's own words and those it expects in Front, both written by hand. */
export type Say = (english: string, french: string) => string;

export function sayIn(language: Language): Say {
  return (en, fr) => ({ en, fr })[language];
}
