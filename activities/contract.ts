import type { Call, CallComment } from '../src/domain/call.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { Undo } from '../src/domain/decide.ts';
import type { EntryKind } from '../src/domain/ids.ts';
import type { LedgerCall } from '../src/domain/ledger-call.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { RecentWrites } from '../src/domain/recent-writes.ts';
import type { CallPolicy, CallSettings } from '../src/domain/settings.ts';

/** The caller's conversation as Front shows it before this call is written. */
export interface FoundConversation {
  conversationId: string;
  subject: string | null;
  archived: boolean;
  assigneeId: string | null;
  /** Whether it has the caller's link; a conversation that a person merged the caller's into has none yet. */
  linked: boolean;
  /** Whether it has a call of this caller that ended later: then this call adds its entries and leaves the rest. */
  hasLaterCall: boolean;
  /** Whether this call may assign it: an agent whose call ended later keeps it. */
  mayAssign: boolean;
}

/** How a step was tried before: its activity is then a new one, which knows no attempt. */
export interface Before {
  /** What its last attempt left (`leaveCheckpoint`); null for nothing. */
  checkpoint: unknown;
  /** Whether a person sent `retry`; otherwise the workflow tries again by itself. */
  byPerson?: boolean;
}

/** What a look at the caller's conversation goes by. */
export interface LookInput {
  call: Call;
  policy: Exclude<CallPolicy, 'skip'>;
  /** Whether the call is one that assigns its conversation, and whether a rule moves it. */
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
  /** When Front was asked, UNIX milliseconds: after some seconds Front is asked again before anything is written. */
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

/** Where the call's later entries go. */
export type Thread = Pick<AppendResult, 'conversationId' | 'subject' | 'inboxId' | 'archived'>;

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
  /** Whether this call set the subject; otherwise it kept the one that it found. */
  subjectSet: boolean;
  /** Whether it was left archived, as `calls:` may ask. */
  archived: boolean;
  entries: EntryKind[];
  agent: AgentMatch;
  /** What a rule moves, or has moved: the ids of the inboxes. */
  moved: { from: string; to: string } | null;
  /** The changes that remain, null when the conversation is as it should be. */
  update: ConversationUpdate | null;
  /** When Front had accepted the call, UNIX seconds; null for one of long ago, or where an earlier run logged it. */
  loggedAtSeconds: number | null;
}

export interface ConversationUpdate {
  conversationId: string;
  /** Null leaves it as it is. */
  change: { open: boolean; assigneeId: string | null; inboxId: string | null };
  /** As it was found: what differs from it was changed by a person since, and stays. */
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
  /** Set when the wait is over: an entry then says that it never came. */
  gaveUpAfterSeconds: number | null;
  /** Keeps Front's own rules from running on past calls. */
  skipsRules?: boolean;
}

/** `none`: Aircall knows of no such audio, so nothing is awaited. */
export type MediaResult = { status: 'attached' } | { status: 'not yet' } | { status: 'none' } | { status: 'given up' };

export interface CommentInput {
  comment: CallComment;
  conversationId: string;
  /** Whether an earlier run of this call may have added it. */
  checkExisting: boolean;
  /** Front's ids of the call's comments that this run has added: none of them is this one. */
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
  before?: Before | undefined;
}

/** The tags that the request changed: those that were there already stay when it is undone. */
export interface TagsResult {
  /** The conversation that it has become, where a person had merged it into another one. */
  conversationId?: string;
  added: string[];
  removed: string[];
}

export interface UndoInput {
  conversationId: string;
  undo: Undo[];
  before?: Before | undefined;
}

export type FetchResult = { status: 'found'; event: CallEvent } | { status: 'gone' };

/** What workflows may ask for. Each is safe to call again: its docstring says what makes it so. */
export interface Activities {
  /** Finds or creates the contact (Front holds each handle once) and finds the caller's conversation. */
  findOrCreateContact(input: ContactInput): Promise<ContactResult>;
  /** Imports the entries that are known so far, each under its `external_id`, which Front imports once. */
  appendToConversation(input: AppendInput): Promise<AppendResult>;
  /** Assigns, opens and moves the conversation in one request; on a repeat it first looks, and leaves what a person changed. */
  assignAgent(input: AssignInput): Promise<{ done: 'set' | 'already so' }>;
  /** Imports the entry of the audio once Aircall has it, under its `external_id`. */
  attachMedia(input: MediaInput): Promise<MediaResult>;
  /** Adds the agent's comment; on a repeat it first looks for it. */
  addComment(input: CommentInput): Promise<CommentResult>;
  /** Adds and removes tags by name, after a look at those that are there. */
  changeTags(input: TagsInput): Promise<TagsResult>;
  /** Undoes the effects of rules that no person has changed since. */
  undoRules(input: UndoInput): Promise<{ undone: Undo[] }>;
  /** Waits until Front's limit has room for the requests of a late call, and keeps it for some seconds. Asks Front nothing. */
  reserveRequests(input: { requests: number }): Promise<void>;
  /** Asks Aircall for the call as it is now. Reads only. */
  fetchCall(input: { callId: number }): Promise<FetchResult>;
  /** Writes the call into the ledger as it was at the revision, UNIX milliseconds; an older revision changes nothing. */
  recordCall(input: { call: LedgerCall; revision: number }): Promise<void>;
}
