import {
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { NotYourTurn, Turn } from '../activities/turn-contract.ts';
import type { Call } from '../src/domain/call.ts';
import { callerKey, callerLockId } from '../src/domain/ids.ts';
import type { CallSettings } from '../src/domain/settings.ts';
import { release, yourTurn } from './messages.ts';
import type { Progress } from './progress.ts';

/** A turn that nobody gives within this time is asked for again: the lock may have been terminated. */
const longestWait = '3m';

export interface CallerTurn {
  /**
   * Runs an activity that writes for the caller, and takes the turn where this call has it no more; when another call has
   * it, waits in line and runs it then. The activity says how the turn stands after it.
   */
  run<Result extends { turn: Turn | null }>(
    activity: (turn: Turn | null) => Promise<Result | NotYourTurn>,
  ): Promise<Result>;
  giveBack(): Promise<void>;
}

/**
 * Runs the steps that write into a caller's conversation while no other call of that caller does, but for such as only add
 * entries.
 * The turn is taken by the first activity and given back by the last, which saves actions and events; here it is given
 * back before a step is parked, so that a call that waits for a person holds up nobody, and whenever else it is left.
 */
export async function oneWriterPerCaller<R>(
  call: Call,
  { settings, progress }: { settings: Pick<CallSettings, 'lockKey'>; progress: Progress },
  write: (turn: CallerTurn) => Promise<R>,
): Promise<R> {
  const turn =
    call.caller.kind === 'anonymous'
      ? nobodysTurn
      : callerTurn(callerLockId(callerKey(call.caller, call.id), settings.lockKey), progress);
  try {
    return await write(turn);
  } finally {
    await turn.giveBack();
  }
}

/** Callers without a number are nobody in particular: no other call writes for them. */
const nobodysTurn: CallerTurn = {
  run: async (activity) => {
    const result = await activity(null);
    if ('notYourTurn' in result) throw new TypeError('a turn was asked for where there is none');
    return result;
  },
  giveBack: async () => {},
};

function callerTurn(lockId: string, progress: Progress): CallerTurn {
  const { workflowId: holder } = workflowInfo();
  let state: Turn['state'] = 'wanted';
  let lockRunId: string | null = null;
  let asked = false;
  let told = false;
  setHandler(yourTurn, () => {
    told = true;
  });
  return {
    async run(activity) {
      if (!asked) told = false;
      asked = true;
      for (;;) {
        const result = await activity({
          lockId,
          holder,
          state: told && (state === 'wanted' || state === 'in line') ? 'told' : state,
          lockRunId,
        });
        if (!('notYourTurn' in result)) {
          ({ state, lockRunId } = result.turn ?? { state: 'wanted', lockRunId: null });
          if (state === 'not needed') asked = false;
          else if (state !== 'held') left();
          return result;
        }
        state = 'in line';
        await progress.awaiting(
          'another call of this caller',
          condition(() => told, longestWait),
        );
      }
    },
    async giveBack() {
      if (!asked) return;
      const runId = lockRunId;
      left();
      await CancellationScope.nonCancellable(() => tellLock(runId));
    },
  };

  /** As the activities give it back. The lock may have closed by itself: then there is nothing to give. */
  async function tellLock(runId: string | null): Promise<void> {
    try {
      if (runId !== null) return await getExternalWorkflowHandle(lockId, runId).cancel();
    } catch {
      // It goes on as another run.
    }
    await getExternalWorkflowHandle(lockId)
      .signal(release, { holder })
      .catch(() => {});
  }

  function left(): void {
    asked = false;
    state = 'wanted';
    lockRunId = null;
  }
}
