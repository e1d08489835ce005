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
/** A lock may close between two requests; that it does so again and again is for the next attempt. */
const mostTries = 5;

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
}

/** The turn is a workflow: to start it is to take the turn, since Temporal runs no two of one id. */
export function createCallerTurns({ client, taskQueue }: { client: Client; taskQueue: string }): CallerTurns {
  return {
    async take(lockId, holder) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const lockRunId = await startLock(lockId, { holder });
        if (lockRunId !== null) return lockRunId;
        if (await tell(lockId, joinLine, { holder })) return null;
      }
      throw new Error('the lock of the caller closed each time that it was asked');
    },
    async giveBack({ lockId, holder, lockRunId }) {
      if (lockRunId !== null && (await cancel(lockId, lockRunId))) return;
      await tell(lockId, release, { holder });
    },
  };

  async function startLock(workflowId: string, first: Holder): Promise<string | null> {
    try {
      const { firstExecutionRunId } = await client.workflow.start(callerLockType, {
        workflowId,
        taskQueue,
        args: [first],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        workflowRunTimeout: longestLock,
      });
      return firstExecutionRunId;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
      throw error;
    }
  }

  /** Temporal lets no workflow close over a signal that it has not seen, so who has joined will be told. */
  async function tell(lockId: string, signal: typeof joinLine, me: Holder): Promise<boolean> {
    return await unlessClosed(() => client.workflow.getHandle(lockId).signal(signal, me));
  }

  /** @returns false when that run has closed, or goes on as another run since its history was long */
  async function cancel(lockId: string, runId: string): Promise<boolean> {
    return await unlessClosed(() => client.workflow.getHandle(lockId, runId).cancel());
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
