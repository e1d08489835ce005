import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { archived } from '../../../../workflows/messages.ts';
import { undoOnArchiveId } from '../../../domain/ids.ts';
import { withTimeout } from '../connection/requests.ts';

/** Notifies the undo workflow that a person archived its conversation. */
export interface ArchiveNotifier {
  /** @returns false when there is nothing to undo @throws when Temporal has not stored the signal in time */
  notifyArchived(conversationId: string): Promise<boolean>;
}

export function createArchiveNotifier({
  client,
  timeoutMs = 1500,
}: {
  client: Client;
  timeoutMs?: number;
}): ArchiveNotifier {
  return {
    async notifyArchived(conversationId) {
      try {
        const handle = client.workflow.getHandle(undoOnArchiveId(conversationId));
        await withTimeout(client, timeoutMs, () => handle.signal(archived));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
