import { defineQuery, defineSignal, getExternalWorkflowHandle, type SignalDefinition } from '@temporalio/workflow';
import type { Thread } from '../activities/contract.ts';
import type { WebhookCheck } from '../activities/sweep/contract.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { ListPosition, Period } from '../src/domain/call-lists.ts';
import type { Undo } from '../src/domain/decide.ts';
import type { EntryKind } from '../src/domain/ids.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { CallSettings } from '../src/domain/settings.ts';

/** Starts a `callWorkflow`; what the call is comes with `aircallEvent`, in the same request, or as `event`. */
export interface CallWorkflowInput {
  callId: number;
  settings: CallSettings;
  /** The call as Aircall lists it, if no webhook has reported it. */
  event?: CallEvent;
  /** What an earlier run of this call did, when one has closed before. */
  previous?: CallOutcome;
  /** The task queues of live calls, and of those that give way to them. Without them no call is late. */
  queues?: { live: string; late: string };
  /** An earlier run was terminated, perhaps after it wrote: Front is asked before anything is written. */
  again?: boolean;
}

/** What a run leaves behind: enough for a later run to repeat nothing. */
export interface CallOutcome {
  state: 'done' | 'skipped';
  reason: string | null;
  qualification: Qualification | null;
  thread: Thread | null;
  /** When Front had been handed the call; an older version's run does not say. */
  loggedAtSeconds?: number | null;
  entries: EntryKind[];
  /** Aircall's ids of the comments that are in Front. */
  commentIds: number[];
  /** Front tags that the call's Aircall tags have set. */
  tags: string[];
  /** How new the newest word on the call's tags was (see `newness`): older events do not change them. */
  tagsSaid: string;
  /** The caller was erased: the run holds nothing of the call, and only keeps another from being started. */
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

/** The answer of the `state` query. */
export interface CallState {
  callId: number;
  state: CallStateName;
  qualification: Qualification | null;
  /** Decisions and their reasons, in order. */
  decisions: string[];
  /** Finished steps with their results (Front's ids among them). */
  steps: Record<string, unknown>;
  /** What the call waits for, in words. */
  waitingFor: string[];
  parked: ParkedStep[];
}

/** A person's correction that comes with `retry`. */
export interface RetryInput {
  /** The inbox to use instead: a name or an inb_ id. */
  inbox?: string;
}

export const callWorkflowType = 'callWorkflow';
export const aircallEvent = defineSignal<[CallEvent]>('aircallEvent');
export const retry = defineSignal<[RetryInput?]>('retry');
export const skip = defineSignal('skip');
export const state = defineQuery<CallState>('state');

export interface UndoOnArchiveInput {
  conversationId: string;
  undo: Undo[];
}
export interface UndoOnArchiveOutcome {
  state: 'undone' | 'never archived' | 'skipped';
  undone: Undo[];
}
export const remember = defineSignal<[Undo[]]>('remember');
export const archived = defineSignal('archived');

/** The card of a call that rings (`card.ts`): an erasure looks for its runs. */
export const cardWorkflowType = 'cardWorkflow';

/** The lock of a caller (`caller-lock.ts`): an erasure looks for its runs. */
export const callerLockType = 'callerLock';

/** How many calls a look through Aircall's lists has met, and what became of them. */
export interface CallCounts {
  /** Aircall's own count; as far as it is known, while parts of a long list are still to come. */
  total: number;
  seen: number;
  started: number;
  /** Temporal knew their workflow. */
  known: number;
  notEnded: number;
  unwanted: number;
  unreadable: number;
}

export const reconcileType = 'reconcile';
/** Without a period: the last hours, and all since the last run that succeeded. Times are UNIX seconds. */
export interface ReconcileInput {
  period?: Period;
  /** Of a run that is continued. */
  soFar?: { position: ListPosition; endedBeforeSeconds: number; outcome: ReconcileOutcome };
}
/** Also the answer of its `state` query, as far as it has come. */
export interface ReconcileOutcome {
  period: Period;
  counts: CallCounts;
  /** Of the first hundred that were started. */
  startedIds: number[];
  /** When the first of the calls began that had not ended, UNIX seconds; absent when there were none. */
  openSinceSeconds?: number;
  webhook: WebhookCheck;
}
export const reconcileState = defineQuery<ReconcileOutcome>('state');

export const backfillType = 'backfill';
export interface BackfillInput {
  period: Period;
  /** Where its calls run, and where live calls do: what writes for a caller goes there. */
  taskQueue: string;
  liveQueue?: string;
  /** Whether only to count what would be started. */
  countOnly?: boolean;
  /** For tests: how long a call counts as open, milliseconds. */
  patienceMs?: number;
  /** Of a run that is continued. */
  soFar?: { position: ListPosition; endedBeforeSeconds: number; outcome: BackfillOutcome };
}
/** Also the answer of its `state` query, as far as it has come. */
export interface BackfillOutcome {
  period: Period;
  counts: CallCounts;
  /** Of those started: how many have closed, and how many have not and are not waited for (parked, most likely). */
  closed: number;
  leftOpen: number;
  /** What the look through Aircall's lists itself waits for a person with. */
  parked: ParkedStep[];
  /** Whether a person has ended it before its end. */
  skipped?: boolean;
}
export const backfillState = defineQuery<BackfillOutcome>('state');

/**
 * The search attributes that every call's workflow carries, all of type Keyword. Temporal refuses a workflow that sets
 * one it does not know, so they are registered when the service starts.
 */
export const searchAttributeNames = [
  'CallthreadState',
  'CallthreadQualification',
  'CallthreadLine',
  'CallthreadAgent',
  'CallthreadFailure',
] as const;

export type SearchAttributeName = (typeof searchAttributeNames)[number];

/** SQL visibility limits a keyword to 255 characters; a longer one would hide the workflow from Temporal's lists. */
const maxKeywordLength = 255;

/** @returns the text as a search attribute's value: short enough, and without a half of a surrogate pair, which gRPC refuses */
export function toKeyword(text: string): string {
  return text.slice(0, maxKeywordLength).toWellFormed();
}

/** Signals another workflow. @returns false when that workflow has closed, or never was */
export async function delivered<Input>(
  workflowId: string,
  signal: SignalDefinition<[Input]>,
  input: Input,
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, input);
    return true;
  } catch {
    return false;
  }
}
