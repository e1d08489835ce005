import type { Agent, Call, CallComment, Caller } from '../src/domain/call.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { EntryKind } from '../src/domain/ids.ts';
import type { LedgerCall } from '../src/domain/ledger-call.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { Undo } from '../src/domain/rules.ts';
import type { CallPolicy, CallSettings } from '../src/domain/settings.ts';
import type { NotYourTurn, Turn } from './turn-contract.ts';

/** The caller's conversation as it stands before this call. */
export interface FoundConversation {
  conversationId: string;
  subject: string | null;
  archived: boolean;
  assigneeId: string | null;
  /** Whether it has the caller's link; a conversation that a person merged the caller's into has none yet. */
  linked: boolean;
}

/** What was tried of a step before it was parked: its activity is then another one, which knows of no attempt. */
export interface Before {
  /** What its last attempt left (`leaveCheckpoint`); null for nothing. */
  checkpoint: unknown;
}

export interface ContactInput {
  callId: number;
  caller: Caller;
  callerName: string | null;
  /** The line's country, whose own way of writing numbers people use in Front too. */
  country: string | null;
  internalCalls: CallSettings['internalCalls'];
  /** The agent whom the call assigns the conversation to; null leaves it as it is. */
  assignTo?: Agent | null | undefined;
  /** As in AppendInput. */
  turn: Turn | null;
  /** False where a call that only adds entries takes no turn; otherwise it is taken before anything is looked at. */
  turnFirst?: boolean | undefined;
}

export interface ContactResult {
  /** `own line`: the caller is a line of the company, and calls between two of them are not logged. */
  contact: 'found' | 'created' | 'own line';
  conversation: FoundConversation | null;
  /** The caller's conversation that a person deleted, if that is the only one. */
  deletedId: string | null;
  /** The turn as it was taken; `not needed` when the call only adds entries. */
  turn: Turn | null;
}

export interface AppendInput {
  call: Call;
  qualification: Qualification;
  policy: Exclude<CallPolicy, 'skip'>;
  inbox: string;
  lineName: string;
  recordings: CallSettings['recordings'];
  /** The inbox that a rule moves the conversation to. */
  moveTo: string | null;
  contact: ContactResult;
  /**
   * Null for callers who are nobody in particular; `not needed` where the call only adds entries. Not held when it was given
   * back since the contact was found, for the step was parked: it is taken again, and the conversation looked for again.
   */
  turn: Turn | null;
  voicemail: CallSettings['voicemail'];
  /** The revision of what is written into the ledger, UNIX milliseconds. */
  revision: number;
  /** Whether an earlier run of this call may have written already: then it is looked up first. */
  lookFirst: boolean;
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
  /** Whether an earlier run had written the call already. */
  stoodBefore?: boolean;
  /** Whether it was left archived, as `calls:` may ask. */
  archived: boolean;
  entries: EntryKind[];
  agent: AgentMatch;
  /** What a rule moves, or has moved: the ids of the inboxes. */
  moved: { from: string; to: string } | null;
  /** What is left to set, null when the conversation is as it should be. */
  settle: Pick<SettleInput, 'change' | 'previous'> | null;
}

/** What logging a call has come to. */
export interface LogResult extends AppendResult {
  /** When Front had been handed the call, UNIX seconds; null for one of long ago, or where an earlier run has done it. */
  loggedAtSeconds: number | null;
  /** Given back, unless something is left to set or it was not needed. */
  turn: Turn | null;
  /** Whether the ledger has it as well. */
  recorded: boolean;
}

export interface SettleInput {
  conversationId: string;
  /** What is null stays as it is. */
  change: { open: boolean; assigneeId: string | null; inboxId: string | null };
  /** As it was before: what is found instead of it was changed by a person, and stays. */
  previous: { assigneeId: string | null; inboxId: string };
  /** Whether the conversation may have been changed since, by an earlier attempt or by others. */
  lookFirst: boolean;
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
  /** Front's own rules leave what is imported of long ago alone. */
  skipsRules?: boolean;
}

/** `none`: Aircall knows of no such audio, so nothing is awaited. */
export type MediaResult = { status: 'attached' } | { status: 'not yet' } | { status: 'none' } | { status: 'given up' };

export interface CommentInput {
  comment: CallComment;
  conversationId: string;
  /** As in AppendInput. */
  lookFirst: boolean;
  /** Front's ids of the call's comments that this run has added: none of them is this one. */
  others?: string[];
  before?: Before | undefined;
}

export interface CommentResult {
  frontCommentId: string;
  author: AgentMatch;
}

export interface TagsInput {
  conversationId: string;
  /** Names of Front tags. */
  add: string[];
  remove: string[];
  before?: Before | undefined;
}

/** What the request changed: a tag that was there already is nobody's to take off again. */
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
  /** Finds or creates the contact (Front holds each handle once) and the caller's conversation; takes the turn if one is needed. */
  findOrCreateContact(input: ContactInput): Promise<ContactResult | NotYourTurn>;
  /**
   * Imports the entries that are known so far, each under its `external_id`, which Front imports once; then opens, assigns
   * and moves the conversation as `assignAgent` does (what Front does not take is left to that), gives the turn back and
   * notes the call in the ledger.
   */
  appendToConversation(input: AppendInput): Promise<LogResult | NotYourTurn>;
  /** Opens, assigns and moves the conversation in one request; on a repeat it first looks, and leaves what a person changed. */
  assignAgent(input: SettleInput): Promise<{ done: 'set' | 'already so' | 'left to a person' }>;
  /** Imports the entry of the audio once Aircall has it, under its `external_id`. */
  attachMedia(input: MediaInput): Promise<MediaResult>;
  /** Adds the agent's comment; on a repeat it first looks for it. */
  addComment(input: CommentInput): Promise<CommentResult>;
  /** Adds and removes tags by name, after a look at those that are there. */
  changeTags(input: TagsInput): Promise<TagsResult>;
  /** Takes back what rules did, as far as it still stands as they left it. */
  undoRules(input: UndoInput): Promise<{ undone: Undo[] }>;
  /** Asks Aircall for the call as it is now. Reads only. */
  fetchCall(input: { callId: number }): Promise<FetchResult>;
  /** Writes the call into the ledger as it was at the revision, UNIX milliseconds; what is older than what is there changes nothing. */
  recordCall(input: { call: LedgerCall; revision: number }): Promise<void>;
}
