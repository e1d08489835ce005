import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { callerLockType, type Holder, joinLine } from '../../../workflows/messages.ts';

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
   * @returns whether the turn is taken
   */
  take(lockId: string, holder: string): Promise<boolean>;
}

/** The turn is a workflow: to start it is to take the turn, since Temporal runs no two of one id. */
export function createCallerTurns({ client, taskQueue }: { client: Client; taskQueue: string }): CallerTurns {
  return {
    async take(lockId, holder) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        if (await startLock(lockId, { holder })) return true;
        if (await join(lockId, { holder })) return false;
      }
      throw new Error('the lock of the caller closed each time that it was asked');
    },
  };

  async function startLock(workflowId: string, first: Holder): Promise<boolean> {
    try {
      await client.workflow.start(callerLockType, {
        workflowId,
        taskQueue,
        args: [first],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        workflowRunTimeout: longestLock,
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  /** Temporal lets no workflow close over a signal that it has not seen, so who has joined will be told. */
  async function join(lockId: string, me: Holder): Promise<boolean> {
    try {
      await client.workflow.getHandle(lockId).signal(joinLine, me);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}
