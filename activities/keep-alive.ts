import { Context } from '@temporalio/activity';

/** Often enough for the policies' heartbeat time-out of 10 s; what ends before the first of them costs none. */
const heartbeatMs = 4_000;

const checkpoints = new WeakMap<Context, unknown>();

/**
 * Runs an activity and says meanwhile that its worker lives: an activity may wait long for its turn at Front's limit,
 * and yet a killed worker's attempt is to be noticed within seconds.
 */
export async function keepAlive<Result>(run: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(
    () => context.heartbeat(checkpoints.get(context) ?? context.info.heartbeatDetails),
    heartbeatMs,
  );
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

/** Leaves something to the next attempt, should this one end early. */
export function leaveCheckpoint(checkpoint: unknown): void {
  const context = Context.current();
  checkpoints.set(context, checkpoint);
  context.heartbeat(checkpoint);
}
