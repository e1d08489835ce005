import type { Direction } from '../../src/domain/call.ts';
import type { DueStep, LedgerCallback } from '../../src/domain/callbacks/debt.ts';
import type { Before } from '../contract.ts';

/** How a callback's conversation was found; all but `open` close the callback. */
type FoundState = 'open' | 'archived' | 'untagged' | 'gone';

export interface CallbackStepInput {
  conversationId: string;
  step: DueStep;
  /** The tag of the first step, once that is done: a person who took it off has closed the callback. */
  expectTag: string | null;
  /** Whom the conversation was assigned to when the callback was opened, or by an earlier step. */
  assigneeId: string | null;
  /** Front's ids of the comments of earlier steps: none of them is this step's. */
  comments: string[];
  before?: Before | undefined;
}

export interface CallbackStepResult {
  found: FoundState;
  /** The conversation itself, or the one that a person merged it into. */
  conversationId: string;
  /** Tags that the step added. One that was there before is a person's. */
  added: string[];
  commentId: string | null;
  /** Whom the step assigned; null when it did not. */
  assignedId: string | null;
}

/** What a comment says that closes a callback. */
export interface ReachedBy {
  direction: Direction;
  agentName: string | null;
  /** From the missed call to the answer. */
  afterSeconds: number;
  endedAtSeconds: number;
}

export interface CloseCallbackInput {
  conversationId: string;
  /** Tags to take off. */
  tags: string[];
  /** null: no comment. */
  reached: ReachedBy | null;
  before?: Before | undefined;
}

/** What `callbackWorkflow` asks for. Each is safe to call again: its docstring says what makes it so. */
export interface CallbackActivities {
  /** Looks first, so that what a person changed meanwhile stays; a repeat looks for the tag, the comment and the assignee. */
  callbackStep(input: CallbackStepInput): Promise<CallbackStepResult>;
  /** Takes off the tags that are there, and adds the comment; on a repeat it first looks for it. */
  closeCallback(input: CloseCallbackInput): Promise<void>;
  /** Writes the callback into the ledger as it was at the revision, UNIX milliseconds; an older revision changes nothing. */
  recordCallback(input: { callback: LedgerCallback; revision: number }): Promise<void>;
}
