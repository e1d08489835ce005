import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  condition,
  isCancellation,
  setHandler,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Before } from '../activities/contract.ts';
import type { CallerTurn } from './caller-turn.ts';
import { type ParkedStep, type RetryInput, retry } from './messages.ts';
import type { Progress } from './progress.ts';

/** @param turn given back before the step is parked, so that a call that waits for a person holds up nobody */
export type Step = <R>(
  name: string,
  run: (correction: RetryInput, before?: Before) => Promise<R>,
  turn?: CallerTurn,
) => Promise<R>;

/**
 * Makes `step`: runs an activity, and when it fails for good parks the call until a person's `retry` (or `skip`, which
 * cancels the whole run). A retry goes on from the failed step; those that are done are never run again.
 */
export function stepRunner(progress: Pick<Progress, 'finish' | 'park' | 'unpark'>): Step {
  let correction: RetryInput = {};
  let retries = 0;
  setHandler(retry, (input) => {
    correction = { ...correction, ...input };
    retries += 1;
  });
  return async (name, run, turn) => {
    let before: Before | undefined;
    for (;;) {
      try {
        const result = await run(correction, before);
        progress.finish(name, result ?? 'done');
        return result;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        await turn?.giveBack();
        const parked = parkedStep(name, error);
        progress.park(parked);
        before = { checkpoint: checkpointOf(error) ?? before?.checkpoint ?? null };
        const seen = retries;
        await condition(() => retries > seen);
        progress.unpark(parked);
      }
    }
  };
}

/** @returns why the step stands still, in words made for the person who reads it. */
function parkedStep(step: string, error: ActivityFailure): ParkedStep {
  const cause = applicationFailureIn(error);
  const [advice] = (cause?.details ?? []) as Array<{ remedy?: string } | undefined>;
  return {
    step,
    failure: cause?.type ?? 'Unknown',
    message: cause?.message ?? error.cause?.message ?? error.message,
    remedy: advice?.remedy ?? 'Look at the failure above, mend its cause, then send the signal retry (or skip).',
    sinceIso: new Date().toISOString(),
  };
}

/** What the last attempt left: its failure carries it, or its heartbeat where it ended without a word. */
function checkpointOf(error: ActivityFailure): unknown {
  const [, checkpoint] = applicationFailureIn(error)?.details ?? [];
  return checkpoint ?? (error.cause instanceof TimeoutFailure ? error.cause.lastHeartbeatDetails : undefined);
}

function applicationFailureIn(error: Error): ApplicationFailure | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CancelledFailure) return null;
    if (cause instanceof ApplicationFailure) return cause;
  }
  return null;
}
