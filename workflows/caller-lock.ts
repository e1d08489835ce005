import {
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type Holder, joinLine, release, yourTurn } from './messages.ts';

/** After so long the lock looks whether the holder still runs, if another call waits; then after twice as long. */
const usualPatienceMs = 60_000;
const longestPatienceMs = 900_000;

interface LockInput extends Holder {
  patienceMs?: number;
  /** Of a run that is continued: those who wait. */
  line?: string[];
}

/**
 * One writer per caller: whoever starts this workflow has the turn; the others join the line and are told when it is
 * theirs, first come first served. Who started it gives the turn back by cancelling it, so that it costs a start when
 * nobody waits. A holder keeps its turn for as long as it runs, since it may be writing; one that was terminated is
 * noticed, and keeps nobody longer than that.
 */
export async function callerLock(first: LockInput): Promise<void> {
  const { cancelRequested } = CancellationScope.current();
  await CancellationScope.nonCancellable(() => keepTurns(first, cancelRequested));
}

async function keepTurns(first: LockInput, cancelled: Promise<never>): Promise<void> {
  const { patienceMs = usualPatienceMs } = first;
  let holder: string | null = first.holder;
  let line: string[] = first.line ?? [];
  const leave = (gone: string): void => {
    line = line.filter((waiting) => waiting !== gone);
  };
  cancelled.catch(() => {
    if (holder === first.holder) holder = null;
  });
  setHandler(joinLine, ({ holder: waiting }) => {
    if (!line.includes(waiting)) line.push(waiting);
  });
  setHandler(release, ({ holder: gone }) => {
    leave(gone);
    if (holder === gone) holder = null;
  });
  /** One that has ended cannot be told. */
  const tell = async (whose: string): Promise<boolean> =>
    await getExternalWorkflowHandle(whose)
      .signal(yourTurn)
      .then(
        () => true,
        () => false,
      );
  // A holder that asks again, not sure that it still has the turn, is told that it has.
  const canGrant = (): boolean => holder === null || line.includes(holder);
  let waitMs = patienceMs;
  for (;;) {
    await condition(() => canGrant() || line.length > 0);
    // Those who wait ask again every few minutes: while Front is away for a day that becomes a long history.
    if (holder !== null && workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof callerLock>({ patienceMs, holder, line });
    }
    if (!canGrant() && !(await condition(canGrant, waitMs))) {
      const silent: string | null = holder;
      waitMs = Math.min(waitMs * 2, longestPatienceMs);
      if (silent !== null && !(await tell(silent)) && holder === silent) holder = null;
      continue;
    }
    const next: string | undefined = holder !== null && line.includes(holder) ? holder : line[0];
    if (next === undefined) return;
    leave(next);
    holder = next;
    waitMs = patienceMs;
    if (!(await tell(next)) && holder === next) holder = null;
  }
}
