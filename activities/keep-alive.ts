import { Context } from '@temporalio/activity';
import type { Before } from './contract.ts';

/** Often enough for the policies' heartbeat time-out of 10 s; what ends before the first of them costs none. */
const heartbeatMs = 6_000;

const checkpoints = new WeakMap<Context, unknown>();

/**
 * Runs an activity and says meanwhile that its worker lives: an activity may wait long for its turn at Front's limit,
 * and yet a killed worker's attempt is to be noticed within seconds.
 */
export async function keepAlive<Result>(run: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(checkpointNow()), heartbeatMs);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

/** @returns what this attempt has left to the next one, or an earlier one; undefined when none has */
export function checkpointNow(): unknown {
  const context = Context.current();
  return checkpoints.get(context) ?? context.info.heartbeatDetails;
}

/** Whether what is done now may have been done already: by an earlier attempt, or before a person sent `retry`. */
export function isRepeated({ before }: { before?: Before | undefined }): boolean {
  return before !== undefined || Context.current().info.attempt > 1;
}

/** @returns what earlier attempts have left, those before a person's `retry` among them; undefined for nothing */
export function earlierCheckpoint({ before }: { before?: Before | undefined }): unknown {
  return Context.current().info.heartbeatDetails ?? before?.checkpoint ?? undefined;
}

/** Leaves something to the next attempt, should this one end early. */
export function leaveCheckpoint(checkpoint: unknown): void {
  const context = Context.current();
  checkpoints.set(context, checkpoint);
  context.heartbeat(checkpoint);
}
