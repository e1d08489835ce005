import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { archived, type UndoOnArchiveInput, undoOnArchiveType } from '../../../../workflows/messages.ts';
import { undoOnArchiveId } from '../../../domain/ids.ts';
import { withTimeout } from '../connection/requests.ts';
import { callTaskQueue } from './workers.ts';

/** Notifies the undo workflow that a person archived its conversation. */
export interface ArchiveNotifier {
  /**
   * @param ruleTags the tags of rules that are on it, by their keys: when one is of no rule that changed this conversation,
   * a person may have merged another into it, whose changes are looked for and undone
   * @returns false when there is nothing to undo @throws when Temporal has not stored the signal in time
   */
  notifyArchived(conversationId: string, ruleTags?: string[]): Promise<boolean>;
}

export function createArchiveNotifier({
  client,
  taskQueue = callTaskQueue,
  timeoutMs = 1500,
}: {
  client: Client;
  taskQueue?: string;
  timeoutMs?: number;
}): ArchiveNotifier {
  return {
    async notifyArchived(conversationId, ruleTags = []) {
      const workflowId = undoOnArchiveId(conversationId);
      try {
        const handle = client.workflow.getHandle(workflowId);
        await withTimeout(client, timeoutMs, () => handle.signal(archived, ruleTags));
        return true;
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        if (ruleTags.length === 0) return false;
      }
      const args: [UndoOnArchiveInput] = [{ conversationId, undo: [] }];
      await withTimeout(client, timeoutMs, () =>
        client.workflow.signalWithStart(undoOnArchiveType, {
          workflowId,
          taskQueue,
          args,
          signal: archived,
          signalArgs: [ruleTags],
        }),
      );
      return true;
    },
  };
}
