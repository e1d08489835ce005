import type { CallScript } from '../../../simulators/aircall/call-script.ts';

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
