import {
  CancellationScope,
  type ChildWorkflowHandle,
  defineQuery,
  defineSignal,
  getExternalWorkflowHandle,
  type SignalDefinition,
  type Workflow,
} from '@temporalio/workflow';
import type { Thread } from '../activities/contract.ts';
import type { WebhookCheck } from '../activities/sweep/contract.ts';
import type { Caller } from '../src/domain/call.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { ListPosition, Period } from '../src/domain/call-lists.ts';
import type { Contact, LedgerCallback, Miss } from '../src/domain/callbacks/debt.ts';
import type { Undo } from '../src/domain/decide.ts';
import type { EntryKind } from '../src/domain/ids.ts';
import type { NoteKind } from '../src/domain/notes/note-kinds.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { CallSettings } from '../src/domain/settings.ts';

/** Starts a `callWorkflow`; the call itself comes with `aircallEvent` in the same request, or as `event`. */
export interface CallWorkflowInput {
  callId: number;
  settings: CallSettings;
  /** The call as Aircall lists it, if no webhook has reported it. */
  event?: CallEvent;
  /** The outcome of an earlier, closed run of this call. */
  previous?: CallOutcome;
  /** The task queues of live calls and of late calls. Without them no call is late. */
  queues?: { live: string; late: string };
  /** An earlier run was terminated, perhaps after it wrote: check Front before writing. */
  again?: boolean;
}

/** What a run returns: enough for a later run to repeat nothing. */
export interface CallOutcome {
  state: 'done' | 'skipped';
  reason: string | null;
  qualification: Qualification | null;
  thread: Thread | null;
  /** When Front had accepted the call; absent in runs of older versions. */
  loggedAtSeconds?: number | null;
  /** When the call's first run started, with the first event that Callthread has of it. */
  heardAtMs?: number;
  entries: EntryKind[];
  /** Aircall's ids of the comments that are in Front. */
  commentIds: number[];
  /** Front tags that the call's Aircall tags have added. */
  tags: string[];
  /** The newness of the latest event with the call's tags (see `newness`): older events do not change them. */
  tagsSaid: string;
  /** The caller was erased: the run contains nothing about the call, and only prevents another from starting. */
  erased?: true;
}

export const callStates = ['waiting', 'logging', 'media', 'parked', 'done', 'skipped'] as const;
export type CallStateName = (typeof callStates)[number];

/** Why a step waits for a person, and what to do. */
export interface ParkedStep {
  step: string;
  /** The failure's type, as in `CallthreadFailure`. */
  failure: string;
  message: string;
  remedy: string;
  sinceIso: string;
}

/** The answer to the `state` query. */
export interface CallState {
  callId: number;
  state: CallStateName;
  qualification: Qualification | null;
  /** Where it is in Front; an older version's run does not say. */
  conversationId?: string | null;
  /** Decisions and their reasons, in order. */
  decisions: string[];
  /** Completed steps with their results (including Front's ids). */
  steps: Record<string, unknown>;
  /** What the call waits for, in words. */
  waitingFor: string[];
  parked: ParkedStep[];
}

/** A person's correction, sent with `retry`. */
export interface RetryInput {
  /** The inbox to use instead: a name or an inb_ id. */
  inbox?: string;
}

export const callWorkflowType = 'callWorkflow';
export const aircallEvent = defineSignal<[CallEvent]>('aircallEvent');
export const retry = defineSignal<[RetryInput?]>('retry');
export const skip = defineSignal('skip');
export const state = defineQuery<CallState>('state');

export const undoOnArchiveType = 'undoOnArchive';
export interface UndoOnArchiveInput {
  conversationId: string;
  /** Empty for an archived conversation that rules have not changed, unless others were merged into it. */
  undo: Undo[];
}
export interface UndoOnArchiveOutcome {
  state: 'undone' | 'never archived' | 'skipped';
  undone: Undo[];
}
export const remember = defineSignal<[Undo[]]>('remember');
/** With the tags of rules that are on the conversation, by their keys. */
export const archived = defineSignal<[ruleTags?: string[]]>('archived');

/** The card of a call that rings (`card.ts`): erasing a caller finds its runs by this type. */
export const cardWorkflowType = 'cardWorkflow';

export const callbackWorkflowType = 'callbackWorkflow';
/** Starts a caller's `callbackWorkflow`; the missed call comes with `missed`, in the same request. */
export interface CallbackInput {
  caller: Caller;
  callerName: string | null;
}
export interface CallbackOutcome {
  /** The missed calls that the run knew: none of them opens another. */
  callIds: number[];
  closedBy: Contact['kind'] | null;
}
export const missed = defineSignal<[Miss]>('missed');
export const contactSeen = defineSignal<[Contact]>('contactSeen');
export const callbackState = defineQuery<LedgerCallback | null>('state');

export const aiNotesType = 'aiNotesWorkflow';
export interface AiNotesInput {
  callId: number;
  /** The kinds that the comment may have. */
  texts: NoteKind[];
  /** How long the first note waits for others. */
  gatherMs: number;
  /** What an earlier run did, when one has closed before. */
  previous?: AiNotesOutcome;
  /** An earlier run was terminated, perhaps after it wrote. */
  again?: boolean;
}
export interface AiNotesOutcome {
  state: 'done' | 'skipped';
  written: NoteKind[];
  /** Aircall has none of these, or the company no plan for them. */
  givenUp: NoteKind[];
  /** Front's ids of the comments with texts; `editId` is the one to edit. */
  commentIds: string[];
  editId: string | null;
  editsRefused: boolean;
  transcriptTooLarge: boolean;
}
/** Aircall has a note of this kind. */
export const aiNote = defineSignal<[NoteKind]>('aiNote');

/** The lock of a caller (`caller-lock.ts`): erasing a caller finds its runs by this type. */
export const callerLockType = 'callerLock';

/** Counts of the calls in Aircall's lists, by what became of them. */
export interface CallCounts {
  /** Aircall's own count; a lower bound while parts of a long list are still to come. */
  total: number;
  seen: number;
  started: number;
  /** Temporal knows their workflow. */
  known: number;
  notEnded: number;
  unwanted: number;
  unreadable: number;
}

export const reconcileType = 'reconcile';
/** Without a period: the last hours, and everything since the last successful run. Times are UNIX seconds. */
export interface ReconcileInput {
  period?: Period;
  /** Set when the run continues an earlier one (continue-as-new). */
  soFar?: { position: ListPosition; endedBeforeSeconds: number; outcome: ReconcileOutcome };
}
/** Also the answer to its `state` query, with the progress so far. */
export interface ReconcileOutcome {
  period: Period;
  counts: CallCounts;
  /** The first hundred of those that were started. */
  startedIds: number[];
  /** When the first call that had not ended began, UNIX seconds; absent if there was none. */
  openSinceSeconds?: number;
  webhook: WebhookCheck;
}
export const reconcileState = defineQuery<ReconcileOutcome>('state');

export const backfillType = 'backfill';
export interface BackfillInput {
  period: Period;
  /** The task queues of its calls and of live calls; writes for a caller use the second. */
  taskQueue: string;
  liveQueue?: string;
  /** Whether only to count what would be started. */
  countOnly?: boolean;
  /** For tests: how long a call counts as open, milliseconds. */
  patienceMs?: number;
  /** Set when the run continues an earlier one (continue-as-new). */
  soFar?: { position: ListPosition; endedBeforeSeconds: number; outcome: BackfillOutcome };
}
/** Also the answer to its `state` query, with the progress so far. */
export interface BackfillOutcome {
  period: Period;
  counts: CallCounts;
  /**
   * Of those started: how many have closed, and how many are still open and no longer waited for (most likely parked).
   */
  closed: number;
  leftOpen: number;
  /** Why the backfill itself waits for a person. */
  parked: ParkedStep[];
  /** Whether a person ended it early. */
  skipped?: boolean;
}
export const backfillState = defineQuery<BackfillOutcome>('state');

/**
 * The search attributes of every call's workflow, and of callbacks (`CallthreadCallback`), all of type Keyword. Temporal
 * rejects a workflow that sets an unknown one, so the service registers them at start.
 */
export const searchAttributeNames = [
  'CallthreadState',
  'CallthreadQualification',
  'CallthreadLine',
  'CallthreadAgent',
  'CallthreadFailure',
  'CallthreadCallback',
] as const;

export type SearchAttributeName = (typeof searchAttributeNames)[number];

/** SQL visibility limits a keyword to 255 characters; a longer one would hide the workflow from Temporal's lists. */
const maxKeywordLength = 255;

/**
 * @returns the text as a search attribute's value: short enough, and without half of a surrogate pair, which gRPC
 * rejects
 */
export function toKeyword(text: string): string {
  return text.slice(0, maxKeywordLength).toWellFormed();
}

/**
 * Signals another workflow, even if the one that does so was cancelled: what is held must be released.
 * @param to the id of the workflow, or a child
 * @returns false if that workflow has closed or does not exist
 */
export async function delivered<Args extends unknown[]>(
  to: string | Pick<ChildWorkflowHandle<Workflow>, 'signal'>,
  signal: SignalDefinition<Args>,
  ...args: Args
): Promise<boolean> {
  const workflow = typeof to === 'string' ? getExternalWorkflowHandle(to) : to;
  try {
    await CancellationScope.nonCancellable(() => workflow.signal(signal, ...args));
    return true;
  } catch {
    return false;
  }
}
