import { condition } from '@temporalio/workflow';

/** Work beside the main flow, for as long as the run lives. */
export interface Follower {
  /** Whether it has nothing to do now. */
  caughtUp(): boolean;
  /** Only ever fails; absent where there is none to be awaited. */
  work?: Promise<never>;
}

/** Where nothing can come up any more: each follower is work for every activation of the workflow. */
export const nothingToFollow: Follower = { caughtUp: () => true };

/** Handles items one after the other, as they come. @param next the item to handle now, undefined for none */
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

/** Resolves at a moment when none has anything to do: for one something may come up while another is still at it. */
export async function allCaughtUp(followers: readonly Follower[]): Promise<void> {
  const idle = condition(() => followers.every((follower) => follower.caughtUp()));
  await Promise.race([idle, ...followers.flatMap(({ work }) => work ?? [])]);
}

/** Lets work go on beside the main flow, which awaits it later: a failure before then is kept until it does. */
function inBackground<R>(work: Promise<R>): Promise<R> {
  work.catch(() => {});
  return work;
}
