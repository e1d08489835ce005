import { Context } from '@temporalio/activity';
import { toFailure } from './failures.ts';
import { keepAlive } from './keep-alive.ts';

type Activity<Deps, Input, Result> = (deps: Deps, input: Input) => Promise<Result>;

/** @returns what makes an activity ready for a worker: given what it works with, alive while it waits, its failures of the table */
export function guardWith<Deps>(deps: Deps) {
  return <Input, Result>(activity: Activity<Deps, Input, Result>) =>
    async (input: Input): Promise<Result> => {
      try {
        return await keepAlive(() => activity(deps, input));
      } catch (error) {
        throw toFailure(error, Context.current().info.attempt);
      }
    };
}
