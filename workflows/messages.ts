import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Thread } from '../activities/contract.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { Qualification } from '../src/domain/qualification.ts';
import type { Undo } from '../src/domain/rules.ts';
import type { CallSettings } from '../src/domain/settings.ts';
import type { EntryKind } from '../src/domain/thread-keys.ts';

/** Starts a `callWorkflow`; what the call is comes with `aircallEvent`, in the same request. */
export interface CallWorkflowInput {
  callId: number;
  settings: CallSettings;
  /** What an earlier run of this call did, when one has closed before. */
  previous?: CallOutcome;
  /** An earlier run was ended from outside, and nobody knows what it did: then it is looked up before it is written. */
  again?: boolean;
}

/** What a run leaves behind: enough for a later run to repeat nothing. */
export interface CallOutcome {
  state: 'done' | 'skipped';
  reason: string | null;
  qualification: Qualification | null;
  thread: Thread | null;
  entries: EntryKind[];
  /** Aircall's ids of the comments that are in Front. */
  commentIds: number[];
  /** Front tags that the call's Aircall tags have set. */
  tags: string[];
  /** When Aircall last said something of the call, UNIX seconds: what is older says nothing of its tags. */
  saidAtSeconds: number;
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
  /** What was decided, and why, in the order it was. */
  decisions: string[];
  /** Finished steps with what they gave (Front's ids among it). */
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
  state: 'undone' | 'never archived';
  undone: Undo[];
}
export const remember = defineSignal<[Undo[]]>('remember');
export const archived = defineSignal('archived');

export const callerLockType = 'callerLock';
/** The holder of a caller's lock, and those who wait: the ids of their call workflows. */
export interface Holder {
  holder: string;
}
export const joinLine = defineSignal<[Holder]>('joinLine');
export const yourTurn = defineSignal('yourTurn');
export const release = defineSignal<[Holder]>('release');
