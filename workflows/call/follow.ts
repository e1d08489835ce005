import { condition } from '@temporalio/workflow';

/** Work in parallel to the main flow, for as long as the run lives. */
export interface Follower {
  /** Whether it has nothing to do now. */
  caughtUp(): boolean;
  /** Rejects if the work fails; never resolves. Absent if nothing can fail. */
  work?: Promise<never>;
}

/** For when nothing can come up any more: each follower costs work at every activation of the workflow. */
export const nothingToFollow: Follower = { caughtUp: () => true };

/**
 * Handles items one after the other, as they arrive.
 * @param next the item to handle now, undefined for none
 */
export function follow<Found>(next: () => Found | undefined, act: (found: Found) => Promise<void>): Follower {
  let busy = false;
  const work = async (): Promise<never> => {
    for (;;) {
      const found = next();
      if (found === undefined) {
        await condition(() => next() !== undefined);
        continue;
      }
      busy = true;
      await act(found);
      busy = false;
    }
  };
  return { caughtUp: () => !busy && next() === undefined, work: inBackground(work()) };
}

/** Resolves at a moment when none has anything to do: while one finishes, another may get new work. */
export async function allCaughtUp(followers: readonly Follower[]): Promise<void> {
  const idle = condition(() => followers.every((follower) => follower.caughtUp()));
  await Promise.race([idle, ...followers.flatMap(({ work }) => work ?? [])]);
}

/** Starts work in parallel to the main flow, which awaits it later; an earlier failure is kept until then. */
function inBackground<R>(work: Promise<R>): Promise<R> {
  work.catch(() => {});
  return work;
}
