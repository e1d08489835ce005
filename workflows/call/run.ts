import { proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities, Thread } from '../../activities/contract.ts';
import { type Call, endedAtMs } from '../../src/domain/call.ts';
import { awaitsMedia } from '../../src/domain/decide.ts';
import type { Qualification } from '../../src/domain/qualification.ts';
import type { CallSettings } from '../../src/domain/settings.ts';
import type { CallOutcome, CallStateName, CallWorkflowInput } from '../messages.ts';
import { policies } from '../policies.ts';
import { type CallEvents, collectEvents } from './events.ts';
import { keepLedger, type LedgerKeeper } from './ledger.ts';
import { type Progress, trackProgress } from './progress.ts';
import { type Step, stepRunner } from './step.ts';

/** What the parts of one run share. */
export interface CallRun extends CallWorkflowInput {
  outcome: CallOutcome;
  progress: Progress;
  events: CallEvents;
  ledger: LedgerKeeper;
  aircall: Activities;
  step: Step;
  /** Child workflows that must close before the run does. */
  closing: Array<Promise<void>>;
}

/** A run whose call is in Front. */
export interface LoggedRun extends CallRun {
  front: Activities;
  qualification: Qualification;
  thread: Thread;
  /** Whether an earlier run logged the call and is past retention, so that its actions are unknown. */
  isForgotten: boolean;
}

const aircall = proxyActivities<Activities>(policies.read);

/** Registers the handlers of a run, and creates what its parts share. */
export function openRun(input: CallWorkflowInput): CallRun {
  const outcome = input.previous ?? noOutcome();
  const progress = trackProgress(input);
  const events = collectEvents(input.event);
  const ledger = keepLedger(input, { events, outcome, progress });
  return { ...input, outcome, progress, events, ledger, aircall, step: stepRunner(progress), closing: [] };
}

function noOutcome(): CallOutcome {
  return {
    state: 'done',
    reason: null,
    qualification: null,
    thread: null,
    loggedAtSeconds: null,
    heardAtMs: workflowInfo().startTime.getTime(),
    entries: [],
    commentIds: [],
    tags: [],
    tagsSaid: '',
  };
}

/** The state of a call that is being logged. `done` is known early: later events may still add something. */
export function stageOf(call: Call, { thread, entries }: CallOutcome, settings: CallSettings): CallStateName {
  if (thread === null) return 'logging';
  return awaitsMedia(call, entries, settings) ? 'media' : 'done';
}

/** Sleeps until `voicemail.delay` (three minutes) after the end of the call. */
export async function threeMinutesAfter({ events, settings, progress }: CallRun): Promise<void> {
  const restMs = untilDelayIsOver(events.call(), settings);
  if (restMs > 0) await progress.awaiting('the delay after the call (voicemail.delay)', sleep(restMs));
}

/** @returns milliseconds until `voicemail.delay` after the end of the call is over. */
export function untilDelayIsOver(call: Call, { voicemail }: CallSettings): number {
  return Math.max(0, endedAtMs(call) + voicemail.delayMs - Date.now());
}

/**
 * Whether an earlier run may have written already: a terminated one, or one past retention. No run closes before the
 * delay after the call is over, so only a run that starts later can follow another. Both times come from Temporal's
 * server and Aircall, so every replay sees the same.
 */
export function mayBeWritten(call: Call, { again, previous, settings }: CallWorkflowInput): boolean {
  if (previous !== undefined) return false;
  return again === true || workflowInfo().startTime.getTime() >= endedAtMs(call) + settings.voicemail.delayMs;
}

/**
 * Whether comments of the call may be in Front already. Where its entry was looked for and not found, there are none: then
 * the same words by the same agent are a comment on another call of the caller. A run that was terminated a moment ago
 * may have written what Front does not show yet.
 */
export function mayHaveComments({ again, previous, isForgotten }: LoggedRun): boolean {
  return isForgotten || (again === true && previous === undefined);
}
