import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { callerLockType, type Holder, waitForTurn } from '../../../workflows/messages.ts';

/**
 * How long one attempt waits in line. It keeps its place when it gives up, and a worker has few places for activities:
 * one that waits must not take the place of the one that it waits for.
 */
const waitMs = 500;
/** A lock that nobody gave back (its holder was terminated) and nobody asked for since is cleaned up by Temporal. */
const longestLock = '1 day';

export interface CallerTurns {
  /** Takes the turn to write for a caller, or waits in line. @returns false when it is still another's turn */
  take(lockId: string, holder: string): Promise<boolean>;
}

/** The turn is a workflow: to start it is to take the turn, since Temporal runs no two of one id. */
export function createCallerTurns({ client, taskQueue }: { client: Client; taskQueue: string }): CallerTurns {
  return {
    async take(lockId, holder) {
      for (let closedMeanwhile = 0; closedMeanwhile < 3; closedMeanwhile += 1) {
        if (await startLock(lockId, { holder })) return true;
        const waited = await waitInLine(lockId, { holder });
        if (waited !== 'lock has closed') return waited === 'my turn';
      }
      return false;
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

  async function waitInLine(lockId: string, me: Holder): Promise<'my turn' | 'still waiting' | 'lock has closed'> {
    try {
      const handle = client.workflow.getHandle(lockId);
      await client.withDeadline(Date.now() + waitMs, () => handle.executeUpdate(waitForTurn, { args: [me] }));
      return 'my turn';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'lock has closed';
      if (isTimeout(error)) return 'still waiting';
      throw error;
    }
  }
}

/** gRPC's CANCELLED and DEADLINE_EXCEEDED, which is what a wait that has run out ends with. */
const timeoutCodes = new Set<number>([1, 4]);

function isTimeout(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause) && timeoutCodes.has(cause.code)) return true;
    if (cause.name === 'WorkflowUpdateRPCTimeoutOrCancelledError') return true;
  }
  return false;
}
