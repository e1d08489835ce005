import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { callerLockType, type Holder, joinLine, release } from '../../../workflows/messages.ts';

/**
 * A lock that nobody gave back (its holder was terminated) and nobody asked for since is cleaned up by Temporal, after
 * more time than a holder may go on trying.
 */
const longestLock = '3 days';
/**
 * A lock that nobody else asks for has nothing to do but to be there: no worker is troubled with it before it is given back
 * or asked for. Not for longer than this, since a lock that was given back by a signal is not woken by it, nor by who asks
 * for it afterwards.
 */
const idle = '10s';

export interface CallerTurns {
  /**
   * Takes the turn to write for a caller, or joins the line.
   * @param holder the id of the workflow that is told (`yourTurn`) when it has the turn
   * @returns the run of the lock that was started, when the turn is taken; null when another has it
   */
  take(lockId: string, holder: string): Promise<string | null>;
  /**
   * Lets others write. A turn that was taken by starting a run of the lock is given back by cancelling that run, which
   * Temporal does not bill; one that the lock told of, by a signal. A lock that has closed has nothing to be given.
   */
  giveBack(turn: { lockId: string; holder: string; lockRunId: string | null }): Promise<void>;
  /** @returns when the last turn ended, UNIX milliseconds; 0 when Temporal knows of none, infinite while one lasts */
  lastEndedMs(lockId: string): Promise<number>;
}

/** The turn is a workflow: to start it is to take the turn, since Temporal runs no two of one id. */
export function createCallerTurns({ client, taskQueue }: { client: Client; taskQueue: string }): CallerTurns {
  const lockOf = (workflowId: string, first: Holder) => ({
    workflowId,
    taskQueue,
    args: [first] as [Holder],
    workflowRunTimeout: longestLock,
  });
  return {
    async take(lockId, holder) {
      const lockRunId = await startLock(lockId, { holder });
      if (lockRunId === null) await joinLineOf(lockId, { holder });
      return lockRunId;
    },
    async lastEndedMs(lockId) {
      let endedMs = 0;
      await unlessClosed(async () => {
        const { status, closeTime } = await client.workflow.getHandle(lockId).describe();
        endedMs = status.name === 'RUNNING' || closeTime === undefined ? Number.POSITIVE_INFINITY : closeTime.getTime();
      });
      return endedMs;
    },
    async giveBack({ lockId, holder, lockRunId }) {
      const lock = client.workflow.getHandle(lockId);
      const cancelled = lockRunId !== null && (await unlessClosed(() => cancel(lockId, lockRunId)));
      // The run has closed, or goes on as another one since its history was long.
      if (!cancelled) await unlessClosed(() => lock.signal(release, { holder }));
    },
  };

  async function startLock(lockId: string, first: Holder): Promise<string | null> {
    try {
      const { firstExecutionRunId } = await client.workflow.start(callerLockType, {
        ...lockOf(lockId, first),
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        startDelay: idle,
      });
      return firstExecutionRunId;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
      throw error;
    }
  }

  /** Wakes the lock. One that has closed since is started anew: then this call is the first in its line, and told so. */
  async function joinLineOf(lockId: string, me: Holder): Promise<void> {
    await client.workflow.signalWithStart(callerLockType, {
      ...lockOf(lockId, me),
      signal: joinLine,
      signalArgs: [me],
    });
  }

  async function cancel(lockId: string, runId: string): Promise<unknown> {
    return await client.workflow.getHandle(lockId, runId).cancel();
  }
}

async function unlessClosed(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
