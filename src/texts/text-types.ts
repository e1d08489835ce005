import type { Qualification } from '../domain/qualification.ts';
import type { admin } from './en/admin.ts';

/**
 * Every word that users read, in one language. To add a language, fill this in: in a folder of its own, with the admin
 * pages' words in a second file.
 */
export interface Texts {
  /** BCP 47, for dates and numbers: `en-GB`. */
  locale: string;
  entries: EntryTexts;
  card: CardTexts;
  pluginApi: PluginApiTexts;
  pluginPage: PluginPageTexts;
  admin: AdminTexts;
  login: LoginTexts;
  callerPage: CallerPageTexts;
}

/** Aircall's reasons for a missed call, as documented. */
type MissedReason =
  | 'out_of_opening_hours'
  | 'short_abandoned'
  | 'abandoned_in_ivr'
  | 'abandoned_in_classic'
  | 'no_available_agent'
  | 'agents_did_not_answer';

/** What Callthread writes into Front. */
interface EntryTexts {
  qualification: Record<Qualification, string>;
  /** Aircall's reasons for a missed call; others are shown as Aircall writes them. */
  missedReason: Record<MissedReason, string>;
  anonymousCaller: string;
  unknownAgent: string;
  labels: {
    line: string;
    caller: string;
    /** The outside party of a call that the team made. */
    called: string;
    /** When the call started. */
    time: string;
    agent: string;
    transferredBy: string;
    reason: string;
    rang: string;
    duration: string;
    recording: string;
    voicemail: string;
    reference: string;
  };
  /** @param wait a formatted duration */
  voicemailNeverCame: (wait: string) => string;
  /** Comments that close a callback. @param agent null: unknown @param after a formatted duration */
  callback: Record<'calledBack' | 'reached', (agent: string | null, after: string) => string>;
  notes: NoteTexts;
  /** Between a label and its value. */
  colon: string;
  units: { hours: string; minutes: string; seconds: string };
}

/** The card in the agent's Aircall window: a narrow column. */
interface CardTexts {
  labels: Record<'last' | 'status' | 'owner' | 'callBack', string>;
  /** After the number of a caller that Front does not know. */
  newCaller: string;
  unassigned: string;
  /** Of the conversation. */
  status: Record<'open' | 'archived' | 'snoozed', string>;
  /** @param age of the first missed call: `2 hr ago` */
  callBack: (misses: number, age: string) => string;
}

/** Aircall's AI notes, as a comment has them. */
interface NoteTexts {
  /** Their comments begin with these. */
  headings: Record<'notes' | 'transcript', string>;
  topics: string;
  actionItems: string;
  sentiment: string;
  parties: Record<'agent' | 'caller' | 'voiceAgent', string>;
  /** Others are shown as Aircall writes them. */
  sentiments: Record<'POSITIVE' | 'NEUTRAL' | 'NEGATIVE', string>;
  transcriptTooLarge: string;
}

/** The plugin's problems, as its API reports them to an agent: each names the problem and the remedy. */
interface PluginApiTexts {
  refused: { title: string; body: string };
  sessionOver: string;
  otherTeammate: string;
  badRequest: string;
  noAgent: string;
  noLine: string;
  unreadableNumber: string;
  /** By the agent's availability in Aircall; `other` for values that are not listed. */
  unavailable: Record<'offline' | 'do_not_disturb' | 'in_call' | 'after_call_work' | 'other', string>;
  aircall: {
    away: string;
    /** For a dial whose answer was lost. */
    mayHaveDialled: string;
    limited: (seconds: number) => string;
    unauthorized: string;
    agentGone: string;
    refused: string;
  };
  tooManyDials: string;
  tooManyRequests: string;
  historyAway: string;
  unknownCall: string;
  noAudio: string;
  /** By the failure's type without its vendor. */
  parked: Record<
    'Unavailable' | 'Unauthorized' | 'Rejected' | 'NotFound' | 'PayloadUnexpected' | 'other',
    { reason: (vendor: string) => string; remedy: string }
  >;
}

/** The plugin's page; problems come worded from the API. */
interface PluginPageTexts {
  waitingForFront: string;
  outsideFront: string;
  nothingSelected: string;
  severalSelected: string;
  noNumber: string;
  numbers: string;
  call: string;
  /** Beside the number that was clicked in Front. */
  readyToCall: string;
  /** Beside a number with an open callback. */
  callBack: string;
  callBackOverdue: string;
  missedSince: (misses: number, time: string) => string;
  attempts: (count: number) => string;
  callFrom: string;
  onMyPhone: string;
  startAtOnceFrom: string;
  onMyPhoneHint: string;
  startAtOnceHint: string;
  calling: string;
  filledIn: string;
  started: (line: string) => string;
  calls: string;
  noCalls: string;
  historyOff: string;
  loading: string;
  unreachable: string;
  tryAgain: string;
  unknownAgent: string;
  rang: (length: string) => string;
  talked: (length: string) => string;
  notInFront: string;
  recording: string;
  voicemail: string;
  /** @param wait formatted; null if it may arrive at any moment */
  awaited: (kind: 'recording' | 'voicemail', wait: string | null) => string;
  notPlayable: string;
  summary: string;
  comments: string;
  noComments: string;
  unknownAuthor: string;
}

/** The admin pages and their CSV report; the English table sets the shape. */
type AdminTexts = typeof admin;

/** The admin pages' login form. */
type LoginTexts = Record<
  'title' | 'heading' | 'lead' | 'label' | 'hint' | 'submit' | 'wrong' | 'often' | 'insecure',
  string
>;

/** The page that the link on a conversation opens, as HTML. */
type CallerPageTexts = Record<'title' | 'body' | 'forAdmins', string>;
