import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityWatch } from './activity-watch.ts';
import { toFailure } from './failures.ts';
import { checkpointNow, keepAlive } from './keep-alive.ts';

type Activity<Deps, Input, Result> = (deps: Deps, input: Input) => Promise<Result>;

/** @returns what makes an activity ready for a worker: given what it works with, alive while it waits, its failures of the table */
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
        throw withCheckpoint(failure, checkpointNow());
      }
    };
}

/** Should the step be parked, its next activity is to know what this one has left. */
function withCheckpoint(failure: unknown, checkpoint: unknown): unknown {
  if (!(failure instanceof ApplicationFailure) || checkpoint === undefined) return failure;
  const [advice = null] = failure.details ?? [];
  return ApplicationFailure.fromError(failure, { details: [advice, checkpoint] });
}

function outcomeOf(failure: unknown): string {
  if (failure instanceof CancelledFailure) return 'cancelled';
  const parks = failure instanceof ApplicationFailure && failure.nonRetryable;
  return parks ? (failure.type ?? 'Unknown') : 'retried';
}
