import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import { type Holder, joinLine, release, yourTurn } from './messages.ts';

/** A holder that says nothing for so long may lose its turn to the next one. Steps take a turn again when it may have run out. */
const usualLeaseMs = 60_000;

/**
 * One writer per caller: whoever starts this workflow has the turn; the others join the line and are told when it is
 * theirs, first come first served. It costs a start and a signal when nobody waits. A holder that was terminated keeps
 * those who wait for the lease at most.
 */
export async function callerLock(first: Holder & { leaseMs?: number }): Promise<void> {
  const { leaseMs = usualLeaseMs } = first;
  let holder: string | null = first.holder;
  let grantedAtMs = Date.now();
  let line: string[] = [];
  const leave = (gone: string): void => {
    line = line.filter((waiting) => waiting !== gone);
  };
  setHandler(joinLine, ({ holder: waiting }) => {
    if (!line.includes(waiting)) line.push(waiting);
  });
  setHandler(release, ({ holder: gone }) => {
    leave(gone);
    if (holder === gone) holder = null;
  });
  // A holder that asks again, not sure that it still has the turn, is told that it has.
  const canGrant = (): boolean => holder === null || line.includes(holder);
  for (;;) {
    await condition(() => canGrant() || line.length > 0);
    if (!canGrant()) await condition(canGrant, Math.max(1, grantedAtMs + leaseMs - Date.now()));
    const next: string | undefined = holder !== null && line.includes(holder) ? holder : line[0];
    if (next === undefined) return;
    leave(next);
    holder = next;
    grantedAtMs = Date.now();
    // One that has ended meanwhile cannot be told, and the next one is.
    await getExternalWorkflowHandle(next)
      .signal(yourTurn)
      .catch(() => {
        if (holder === next) holder = null;
      });
  }
}
