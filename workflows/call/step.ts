import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  isCancellation,
  setHandler,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Before } from '../../activities/contract.ts';
import { type ParkedStep, type RetryInput, retry, skip } from '../messages.ts';
import type { Progress } from './progress.ts';

/** A step whose attempts have all failed, usually within half a minute, pauses so long without its lock; then twice as long. */
const firstPauseMs = 15_000;
const maxPauseMs = 300_000;
/** A step that a retry may fix is retried for a day. */
const maxRetryMs = 24 * 3_600_000;

/** What a step holds while it writes. */
export interface Lock {
  acquire(): Promise<void>;
  release(): Promise<void>;
}

/** For a step that needs none: it pauses, continues and parks like the others. */
export const noLock: Lock = { acquire: async () => {}, release: async () => {} };

/**
 * @param lock held by the step: released before it pauses or parks, and acquired again before it continues. Without one, the
 * step parks as soon as its attempts are used up: its own policy has the long pauses.
 */
export type Step = <R>(
  name: string,
  run: (correction: RetryInput, before?: Before) => Promise<R>,
  lock?: Lock,
) => Promise<R>;

/**
 * Creates `step`: it runs an activity and, if that fails for good, parks the call until a person sends `retry` (or
 * `skip`, which cancels the whole run). A retry continues from the failed step; completed steps are not repeated.
 */
export function stepRunner(progress: Pick<Progress, 'awaiting' | 'finish' | 'park' | 'unpark'>): Step {
  let correction: RetryInput = {};
  let retries = 0;
  setHandler(retry, (input) => {
    correction = { ...correction, ...input };
    retries += 1;
  });
  return async (name, run, lock) => {
    let before: Before | undefined;
    let startedMs = Date.now();
    let pauseMs = firstPauseMs;
    for (;;) {
      try {
        const result = await run(correction, before);
        progress.finish(name, result ?? 'done');
        return result;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        await lock?.release();
        // It failed before it noticed: nothing needs it, so it must not park.
        if (CancellationScope.current().consideredCancelled)
          throw new CancelledFailure(`${name} is not needed any more`);
        const failed = parkedStep(name, error);
        const { afterMs = 0 } = adviceIn(error);
        const checkpoint = checkpointOf(error) ?? before?.checkpoint ?? null;
        const seen = retries;
        const retried = () => retries > seen;
        if (lock !== undefined && mayRecover(error) && Date.now() - startedMs < maxRetryMs) {
          await progress.awaiting(
            `${name} again, after ${failed.failure}: ${failed.message}`,
            condition(retried, Math.max(pauseMs, afterMs)),
          );
          pauseMs = Math.min(pauseMs * 2, maxPauseMs);
        } else {
          progress.park(failed);
          await condition(retried);
          progress.unpark(failed);
          startedMs = Date.now();
          pauseMs = firstPauseMs;
        }
        before = { checkpoint, byPerson: retried() };
        await lock?.acquire();
      }
    }
  };
}

/** What an activity's failure says about what to do. */
interface Advice {
  /** For the person who reads it. */
  remedy?: string;
  /** The vendor asked for a pause of this length, too long for an activity that runs under a lock. */
  afterMs?: number;
}

function adviceIn(error: ActivityFailure): Advice {
  const [advice] = (applicationFailureIn(error)?.details ?? []) as Array<Advice | undefined>;
  return advice ?? {};
}

/** Whether the step ended only because its policy allows few attempts and no long pauses. */
function mayRecover(error: ActivityFailure): boolean {
  return applicationFailureIn(error)?.nonRetryable !== true || adviceIn(error).afterMs !== undefined;
}

/** @returns why the step failed, for the person who reads it */
function parkedStep(step: string, error: ActivityFailure): ParkedStep {
  const cause = applicationFailureIn(error);
  return {
    step,
    failure: cause?.type ?? 'Unknown',
    message: cause?.message ?? error.cause?.message ?? error.message,
    remedy: adviceIn(error).remedy ?? 'Remove the cause of the failure above, then send the signal retry (or skip).',
    sinceIso: new Date().toISOString(),
  };
}

/** The last attempt's checkpoint: from its failure, or from its heartbeat if it timed out. */
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

/**
 * Runs a workflow until it ends, or until a person's `skip` ends it.
 * @param skipped creates the outcome in that case
 */
export async function untilSkipped<Outcome>(run: () => Promise<Outcome>, skipped: () => Outcome): Promise<Outcome> {
  const scope = new CancellationScope();
  setHandler(skip, () => scope.cancel());
  try {
    return await scope.run(run);
  } catch (error) {
    if (!scope.consideredCancelled || !isCancellation(error)) throw error;
    return skipped();
  }
}
