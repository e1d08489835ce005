import {
  allHandlersFinished,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Turn } from '../activities/contract.ts';
import type { Call } from '../src/domain/call.ts';
import { callerLockId } from '../src/domain/ids.ts';
import { callerKey } from '../src/domain/thread-keys.ts';
import { type Holder, release, waitForTurn } from './messages.ts';

/** A holder that says nothing for so long may lose its turn to the next one. Steps take a turn again when it may have run out. */
const usualLeaseMs = 60_000;

/**
 * One writer per caller: whoever starts this workflow has the turn; the others wait in line, first come first served.
 * It costs a start and a signal when nobody waits. A holder that was terminated keeps others for the lease at most.
 */
export async function callerLock(first: Holder & { leaseMs?: number }): Promise<void> {
  const { leaseMs = usualLeaseMs } = first;
  let holder: string | null = first.holder;
  let grantedAtMs = Date.now();
  const line: string[] = [];
  const next = (): void => {
    holder = line.shift() ?? null;
    grantedAtMs = Date.now();
  };
  setHandler(release, (gone) => {
    if (holder === gone.holder) next();
    else if (line.includes(gone.holder)) line.splice(line.indexOf(gone.holder), 1);
  });
  setHandler(waitForTurn, async ({ holder: waiting }) => {
    if (holder === null) holder = waiting;
    if (holder !== waiting && !line.includes(waiting)) line.push(waiting);
    while (holder !== waiting && line.includes(waiting)) {
      const since = grantedAtMs;
      const changed = await condition(
        () => grantedAtMs !== since || holder === waiting,
        Math.max(1, since + leaseMs - Date.now()),
      );
      if (!changed) next();
    }
    grantedAtMs = Date.now();
  });
  await condition(() => holder === null && line.length === 0 && allHandlersFinished());
}

/**
 * Runs the steps that write into a caller's conversation while no other call of that caller does.
 * The turn itself is taken by the first activity, which saves one of its own; it is given back at the end, and by
 * `yieldTurn` before a step is parked, so that a call that waits for a person holds up nobody.
 */
export async function oneWriterPerCaller<R>(call: Call, write: (turn: CallerTurn) => Promise<R>): Promise<R> {
  const turn = callerTurn(call);
  try {
    return await write(turn);
  } finally {
    await turn.giveBack();
  }
}

export interface CallerTurn {
  /** What an activity needs to take the turn, or to keep it. */
  now(): Turn | null;
  giveBack(): Promise<void>;
}

function callerTurn(call: Call): CallerTurn {
  if (call.caller.kind === 'anonymous') return { now: () => null, giveBack: async () => {} };
  const lockId = callerLockId(callerKey(call.caller, call.id));
  const holder = workflowInfo().workflowId;
  let takenAtMs: number | null = null;
  let held = false;
  return {
    now() {
      const turn = { lockId, holder, takenAtMs };
      takenAtMs = Date.now();
      held = true;
      return turn;
    },
    async giveBack() {
      if (!held) return;
      held = false;
      takenAtMs = null;
      // The lock may have closed by itself (its run's time-out): then there is nothing to give back.
      await CancellationScope.nonCancellable(() => getExternalWorkflowHandle(lockId).signal(release, { holder })).catch(
        () => {},
      );
    },
  };
}
