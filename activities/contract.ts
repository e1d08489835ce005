import type { Call, CallComment, Line } from '../src/domain/call.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { CallbackSettings } from '../src/domain/callbacks/debt.ts';
import type { Undo } from '../src/domain/decide.ts';
import type { EntryKind } from '../src/domain/ids.ts';
import type { LedgerCall } from '../src/domain/ledger-call.ts';
import type { NoteKind } from '../src/domain/notes/note-kinds.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { RecentWrites } from '../src/domain/recent-writes.ts';
import type { CallPolicy, CallSettings, LineSettings } from '../src/domain/settings.ts';

/** The caller's conversation as Front shows it before this call is written. */
export interface FoundConversation {
  conversationId: string;
  subject: string | null;
  archived: boolean;
  assigneeId: string | null;
  /** Whether it has the caller's link; a conversation into which a person merged the caller's has none yet. */
  linked: boolean;
  /** Whether it has a call of this caller that ended later: then this call only adds its entries. */
  hasLaterCall: boolean;
  /** Whether this call may assign it: an agent whose call ended later keeps it. */
  mayAssign: boolean;
  /** Front's address of its newest message; null when Front does not say. */
  lastMessage?: string | null;
}

/** How the step was tried before: a retry of the step is a new activity, which knows no earlier attempts. */
export interface Before {
  /** The last attempt's checkpoint (`leaveCheckpoint`); null for none. */
  checkpoint: unknown;
  /** Whether a person sent `retry`; otherwise the workflow retries by itself. */
  byPerson?: boolean;
}

/** What is needed to look at the caller's conversation. */
export interface LookInput {
  call: Call;
  policy: Exclude<CallPolicy, 'skip'>;
  /** Whether the call assigns its conversation, and whether a rule moves it. */
  assigns: boolean;
  moves: boolean;
  /** What other calls of this caller wrote within the last minute. */
  recent: RecentWrites | null;
}

export interface ContactInput extends LookInput {
  internalCalls: CallSettings['internalCalls'];
  /** Whether an earlier run of this call may have written already. */
  checkExisting: boolean;
}

export interface ContactResult {
  /** `own line`: the caller is a line of the company, and calls between two of them are not logged. */
  contact: 'found' | 'created' | 'own line';
  conversation: FoundConversation | null;
  /** The caller's conversation that a person deleted, if that is the only one. */
  deletedId: string | null;
  /** Whether an earlier run has logged the call. */
  alreadyLogged: boolean;
  /** When Front was read, UNIX milliseconds: after some seconds it is read again before anything is written. */
  lookedAtMs: number;
}

export interface AppendInput extends LookInput {
  qualification: Qualification;
  inbox: string;
  lineName: string;
  recordings: CallSettings['recordings'];
  /** The inbox that a rule moves the conversation to. */
  moveTo: string | null;
  contact: ContactResult;
  before?: Before | undefined;
}

export interface CallbackReport {
  call: Call;
  callbacks: CallbackSettings;
  lineName: string;
  /** Where the call was logged; null when it was not: it then only closes a callback. */
  logged: {
    conversationId: string;
    /** Whom the conversation is assigned to since; null: to no one. */
    assigneeId: string | null;
    /** Whom the call itself assigned. */
    assignedId: string | null;
  } | null;
  /** Whether an earlier run may have reported the call. */
  again: boolean;
  before?: Before | undefined;
}

/** Where the call's later entries go. */
export type Thread = Pick<AppendResult, 'conversationId' | 'subject' | 'inboxId' | 'archived' | 'before'>;

/** How an agent was matched to a teammate. */
export type AgentMatch =
  | { kind: 'matched'; teammateId: string; by: 'map' | 'email' }
  | { kind: 'unmatched'; reason: 'no agent' | 'no e-mail' | 'no such teammate' | 'teammate is blocked' };

export interface AppendResult {
  conversationId: string;
  /** The subject that the conversation now has; later entries are sent with it. */
  subject: string;
  inboxId: string;
  began: boolean;
  /** The newest message before the call was added, and when it was added, UNIX seconds: later entries look whether it still is. */
  before?: { lastMessage: string; addedAtSeconds: number };
  /** Whether this call set the subject; otherwise it kept the one that it found. */
  subjectSet: boolean;
  /** Whether it was left archived, as `calls:` may ask. */
  archived: boolean;
  entries: EntryKind[];
  agent: AgentMatch;
  /** The inbox ids of a rule's move, pending or done. */
  moved: { from: string; to: string } | null;
  /** The remaining changes, null if there are none. */
  update: ConversationUpdate | null;
  /** When Front had accepted the call, UNIX seconds; null for a past call, or if an earlier run logged it. */
  loggedAtSeconds: number | null;
}

export interface ConversationUpdate {
  conversationId: string;
  /** Null leaves it as it is. */
  change: { open: boolean; assigneeId: string | null; inboxId: string | null };
  /** As it was found: anything that differs from it was changed by a person since, and stays. */
  previous: { assigneeId: string | null; inboxId: string };
}

export interface AssignInput extends ConversationUpdate {
  before?: Before | undefined;
}

export interface MediaInput {
  kind: 'recording' | 'voicemail';
  call: Call;
  qualification: Qualification;
  recordings: CallSettings['recordings'];
  thread: Thread;
  lineName: string;
  /** Set when the wait is over: an entry then says that the voicemail never came. */
  gaveUpAfterSeconds: number | null;
  /** Keeps Front's own rules from running on past calls. */
  skipsRules?: boolean;
}

/** `none`: Aircall has no such audio, so there is nothing to wait for. */
export type MediaResult = { status: 'attached' } | { status: 'not yet' } | { status: 'none' } | { status: 'given up' };

export interface CommentInput {
  comment: CallComment;
  conversationId: string;
  /** Whether an earlier run of this call may have added it. */
  checkExisting: boolean;
  /** Front's ids of the call's comments that this run has added: this comment is none of them. */
  others?: string[];
  before?: Before | undefined;
}

export interface CommentResult {
  frontCommentId: string;
  /** Whether it was in Front already. */
  existed: boolean;
  author: AgentMatch;
}

export interface TagsInput {
  conversationId: string;
  /** Names of Front tags. */
  add: string[];
  remove: string[];
  /** The call whose tags these are: what another call of its caller has set too is not removed. */
  of?: { callId: number /** as the ledger has them */; caller: string | null };
  before?: Before | undefined;
}

/** The tags that the request changed: tags that existed before stay when it is undone. */
export interface TagsResult {
  /** The id of the conversation into which a person has merged it. */
  conversationId?: string;
  added: string[];
  removed: string[];
}

export interface UndoInput {
  conversationId: string;
  undo: Undo[];
  before?: Before | undefined;
}

export interface NotesInput {
  callId: number;
  /** What to write. */
  kinds: NoteKind[];
  /** What the comment to edit has already. */
  known: NoteKind[];
  /** Our comment to edit; null for another one. */
  editId: string | null;
  /** Front's ids of the comments with this call's notes: none of them is a new one. */
  others: string[];
  /** Whether the comment says that the transcript was too large. */
  transcriptTooLarge: boolean;
  /** Whether an earlier run may have added the comment. */
  checkExisting: boolean;
  before?: Before | undefined;
}

/**
 * `not logged`: the call is not in Front yet. `unwanted`: it is not going to be there. `edit refused`: nothing was written.
 * No result has a text of a note.
 */
export type NotesResult =
  | { status: 'not logged' | 'unwanted' | 'edit refused' }
  | {
      status: 'written';
      /** The comment with the texts; null where there were none to write. */
      commentId: string | null;
      written: NoteKind[];
      /** Aircall has none of these, or not yet. */
      missing: NoteKind[];
      transcriptTooLarge: boolean;
    };

export type FetchResult = { status: 'found'; event: CallEvent } | { status: 'gone' };

/** What workflows may request. Each is safe to call again: its docstring says why. */
export interface Activities {
  /** Finds or creates the contact (Front holds each handle once) and finds the caller's conversation. */
  findOrCreateContact(input: ContactInput): Promise<ContactResult>;
  /** Imports the entries that are known so far, each under its `external_id`, which Front imports once. */
  appendToConversation(input: AppendInput): Promise<AppendResult>;
  /**
   * Assigns, opens and moves the conversation in one request; a repeat looks first, and keeps what a person changed.
   */
  assignAgent(input: AssignInput): Promise<{ done: 'set' | 'already so' }>;
  /**
   * Opens a callback for a missed call, or reports the call to the one that is open, which knows each call once. Asks Front
   * nothing.
   */
  reportToCallback(input: CallbackReport): Promise<void>;
  /** Imports the entry of the audio once Aircall has it, under its `external_id`. */
  attachMedia(input: MediaInput): Promise<MediaResult>;
  /** Adds the agent's comment; a repeat looks for it first. */
  addComment(input: CommentInput): Promise<CommentResult>;
  /** Fetches notes on a call from Aircall and writes them: an edit sets the whole text, another comment is looked for on a repeat. */
  writeNotes(input: NotesInput): Promise<NotesResult>;
  /** Adds and removes tags by name, after reading the existing ones. */
  changeTags(input: TagsInput): Promise<TagsResult>;
  /** Finds the conversations that calls were logged into whose entries a person has merged into this one. Reads only. */
  findMerged(input: { conversationId: string }): Promise<{ conversationIds: string[] }>;
  /** Undoes the effects of rules, except those that a person has changed since. */
  undoRules(input: UndoInput): Promise<{ undone: Undo[] }>;
  /**
   * Waits until Front's limit has room for the requests of a late call, and reserves it for some seconds. Sends Front
   * nothing.
   */
  reserveRequests(input: { requests: number }): Promise<void>;
  /** Reads the call's current state from Aircall. */
  fetchCall(input: { callId: number }): Promise<FetchResult>;
  /** Resolves the configuration for a line that differs from the one that the workflow was started with. Asks no vendor. */
  settingsOfLine(input: { line: Line }): Promise<LineSettings>;
  /** Writes the call into the ledger as it was at the revision, UNIX milliseconds; an older revision changes nothing. */
  recordCall(input: { call: LedgerCall; revision: number }): Promise<void>;
}
