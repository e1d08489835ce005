import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { archived } from '../../../../workflows/messages.ts';
import { undoOnArchiveId } from '../../../domain/ids.ts';
import { withTimeout } from '../connection/requests.ts';

/** Tells that a person archived a conversation. */
export interface ArchiveTeller {
  /** @returns false when no rule has anything to undo there @throws when Temporal has not stored it within the deadline */
  tellArchived(conversationId: string): Promise<boolean>;
}

export function createArchiveTeller({
  client,
  deadlineMs = 1500,
}: {
  client: Client;
  deadlineMs?: number;
}): ArchiveTeller {
  return {
    async tellArchived(conversationId) {
      try {
        const handle = client.workflow.getHandle(undoOnArchiveId(conversationId));
        await withTimeout(client, deadlineMs, () => handle.signal(archived));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
