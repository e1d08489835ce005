import { z } from 'zod';
import type { Download } from '../http/download.ts';
import { HttpError, isRefused } from '../http/errors.ts';
import { toForm } from '../http/multipart.ts';
import type { SendFrontRequest } from './request.ts';
import { Message } from './schema.ts';

const Accepted = z.object({ message_uid: z.string().nullish() });

/** A message to import. Front's own defaults (archived, rules skipped) would hide calls, so both are always sent. */
export interface ImportedMessage {
  sender: { handle: string; name?: string; author_id?: string };
  to: string[];
  subject: string;
  body: string;
  external_id: string;
  /** Whole UNIX seconds. */
  created_at: number;
  inbound: boolean;
  archived: boolean;
  /** Whether Front's own rules skip it. */
  skipsRules: boolean;
  /** The conversation to add to; for the first message of one, the reference that groups it. */
  thread: { conversation_id: string } | { thread_ref: string };
  assignee_id?: string;
  /** Attached audio: opened when the request is sent, and closed after it. */
  attachment?: { name: string; open: () => Promise<Download> };
}

export function createMessages(ask: SendFrontRequest) {
  return {
    /**
     * Front accepts at once and creates the message a moment later. It imports each `external_id` once; its answer to a
     * repeat is not documented, so an acceptance and a refusal that names the `external_id` both mean "already imported".
     * @returns the uid that the message will have, or null when it was imported before
     */
    async importMessage(inboxId: string, message: ImportedMessage): Promise<string | null> {
      const { inbound, archived, skipsRules, thread, attachment, ...fields } = message;
      const json = {
        ...fields,
        type: 'custom',
        ...('conversation_id' in thread ? thread : {}),
        metadata: {
          is_inbound: inbound,
          is_archived: archived,
          should_skip_rules: skipsRules,
          ...('thread_ref' in thread ? thread : {}),
        },
      };
      let download: Download | undefined;
      const form = async (): Promise<FormData> => {
        download = await attachment?.open();
        const file = { field: 'attachments[0]', name: attachment?.name ?? '' };
        return toForm(json, download === undefined ? [] : [{ ...file, download }]);
      };
      try {
        const path = `/inboxes/${inboxId}/imported_messages`;
        const body = attachment === undefined ? { json } : { json, form };
        const accepted = await ask({ operation: 'import-inbox-message', method: 'POST', path, ...body }, Accepted);
        return accepted.message_uid ?? null;
      } catch (error) {
        if (error instanceof HttpError && saysImportedBefore(error)) return null;
        throw error;
      } finally {
        download?.stream.destroy();
      }
    },

    /** @returns the id of the conversation that the message is in, or null while Front has not created it */
    async conversationOfMessage(uid: string): Promise<string | null> {
      try {
        const message = await ask(
          { operation: 'get-message', path: `/messages/alt:uid:${encodeURIComponent(uid)}` },
          Message,
        );
        return /\/conversations\/(cnv_[^/?#]+)/.exec(message._links?.related?.conversation ?? '')?.[1] ?? null;
      } catch (error) {
        if (isRefused(error)) return null;
        throw error;
      }
    },
  };
}

function saysImportedBefore({ status, detail }: HttpError): boolean {
  return (
    status === 409 ||
    ((status === 400 || status === 422) && /external.?id/i.test(detail) && /already|exist|duplicate/i.test(detail))
  );
}
