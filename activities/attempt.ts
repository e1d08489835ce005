import { AsyncLocalStorage } from 'node:async_hooks';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Before } from './contract.ts';
import { toFailure } from './failures.ts';

type Activity<Deps, Input, Result> = (deps: Deps, input: Input) => Promise<Result>;

/** Injects dependencies, sends heartbeats, and maps errors to the failures of the table. */
export function guardWith<Deps extends { watch?: ActivityWatch }>(deps: Deps) {
  return <Input, Result>(activity: Activity<Deps, Input, Result>) =>
    async (input: Input): Promise<Result> => {
      const { activityType, attempt } = Context.current().info;
      try {
        const result = await keepAlive(() => activity(deps, input));
        deps.watch?.attempted(activityType, 'done');
        return result;
      } catch (error) {
        const failure = toFailure(error, attempt);
        deps.watch?.attempted(activityType, outcomeOf(failure));
        throw endsNow(withCheckpoint(failure, checkpointNow()));
      }
    };
}

/** If the step parks, its next activity needs this attempt's checkpoint. */
function withCheckpoint(failure: unknown, checkpoint: unknown): unknown {
  if (!(failure instanceof ApplicationFailure) || checkpoint === undefined) return failure;
  const [advice = null] = failure.details ?? [];
  return ApplicationFailure.fromError(failure, { details: [advice, checkpoint] });
}

/** The caller's next call waits while this one holds the lock: three pauses of this length are half of what it may wait. */
const maxLockedPauseMs = 30_000;

/**
 * An activity that may make few attempts runs under the caller's lock: it spends no long pause that a vendor asks for. It
 * ends at once, and its step makes the pause without the lock (`afterMs`).
 */
function endsNow(failure: unknown): unknown {
  if (!(failure instanceof ApplicationFailure) || failure.nonRetryable) return failure;
  const { retryPolicy } = Context.current().info;
  const { nextRetryDelay: pauseMs } = failure;
  if (!retryPolicy?.maximumAttempts || typeof pauseMs !== 'number' || pauseMs <= maxLockedPauseMs) return failure;
  const [advice, ...rest] = (failure.details ?? []) as object[];
  return ApplicationFailure.fromError(failure, {
    nonRetryable: true,
    details: [{ ...advice, afterMs: pauseMs }, ...rest],
  });
}

function outcomeOf(failure: unknown): string {
  if (failure instanceof CancelledFailure) return 'cancelled';
  const parks = failure instanceof ApplicationFailure && failure.nonRetryable;
  return parks ? (failure.type ?? 'Unknown') : 'retried';
}

/** Often enough for the policies' heartbeat timeout of 10 s; an attempt that ends sooner sends none. */
const heartbeatMs = 6_000;

const checkpoints = new WeakMap<Context, unknown>();

/**
 * Runs an activity while sending heartbeats: it may wait long at Front's limit, but if its worker is killed, that must
 * be noticed within seconds.
 */
async function keepAlive<Result>(run: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(checkpointNow(context)), heartbeatMs);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

/** @returns the checkpoint of this or an earlier attempt; undefined if there is none */
function checkpointNow(context = Context.current()): unknown {
  return checkpoints.get(context) ?? context.info.heartbeatDetails;
}

/** Whether an earlier attempt, or one before a person's `retry`, may have done this already. */
export function isRepeated({ before }: { before?: Before | undefined }): boolean {
  return before !== undefined || Context.current().info.attempt > 1;
}

/**
 * @returns the checkpoint of earlier attempts, including those before a person's `retry`; undefined if there is none
 */
export function earlierCheckpoint(input: { before?: Before | undefined }): unknown {
  const part = currentPart.getStore();
  const whole = Context.current().info.heartbeatDetails ?? input.before?.checkpoint ?? undefined;
  return part === undefined ? whole : (whole as Parts | undefined)?.[part.name];
}

/** Saves a checkpoint for the next attempt, in case this one ends early. */
export function leaveCheckpoint(checkpoint: unknown): void {
  const context = Context.current();
  const part = currentPart.getStore();
  const whole = part === undefined ? checkpoint : { ...(part.whole() as Parts), [part.name]: checkpoint };
  checkpoints.set(context, whole);
  context.heartbeat(whole);
}

type Parts = Record<string, unknown>;
const currentPart = new AsyncLocalStorage<{ name: string; whole: () => unknown }>();

/** Runs a part of an activity that leaves checkpoints of its own, beside those of the other parts. */
export async function asPart<Result>(
  name: string,
  { before }: { before?: Before | undefined },
  run: () => Promise<Result>,
): Promise<Result> {
  return await currentPart.run({ name, whole: () => checkpointNow() ?? before?.checkpoint ?? {} }, run);
}

/**
 * @returns the signal that aborts when the current activity is cancelled or its worker stops; undefined outside an
 * activity
 */
export function currentCancellation(): AbortSignal | undefined {
  try {
    return Context.current().cancellationSignal;
  } catch {
    return undefined;
  }
}

/** Metrics of activities: no numbers, names or ids. */
export interface ActivityWatch {
  /**
   * Each attempt, once it has ended.
   * @param outcome `done`, `retried`, `cancelled`, or the type of the failure that parks
   */
  attempted(activity: string, outcome: string): void;
  /**
   * Front has accepted a live call's entries.
   * @param seconds since the call ended
   */
  reachedFront(seconds: number): void;
  /** A live call was logged whose agent matches no teammate. */
  missedAgent(): void;
}
