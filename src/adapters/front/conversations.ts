import { Readable } from 'node:stream';
import { z } from 'zod';
import { HttpError, isRefused } from '../http/errors.ts';
import { toForm } from '../http/multipart.ts';
import { FrontMoved, nextPage, type SendFrontRequest } from './request.ts';
import { Conversation, InboxList, list, Message, Nothing } from './schema.ts';

const MessageList = list(Message);

const Comment = z.object({
  id: z.string(),
  body: z.string().nullish(),
  posted_at: z.number().nullish(),
  author: z.object({ id: z.string() }).nullish(),
  attachments: z.array(z.object({ filename: z.string().nullish() })).nullish(),
});
type Comment = z.infer<typeof Comment>;
const CommentList = list(Comment);

/** How many merges of merges are followed. */
const maxMerges = 5;
/** Pages of a conversation's messages: years of one caller's calls. */
const maxPages = 50;

/** Front has no key for comments, so a slow answer is worth the wait: a second attempt could add a second comment. */
const commentTimeoutMs = 75_000;

/** A file to attach: UTF-8. */
interface TextFile {
  name: string;
  text: Buffer;
}

/** A result, and the conversation it came from: the survivor if the requested one was merged. */
interface Survived<Value> {
  conversationId: string;
  value: Value;
}

/** The part of Front's `updateConversation` that is used. */
export interface ConversationChange {
  status?: 'open' | 'archived';
  assignee_id?: string;
  inbox_id?: string;
}

export function createConversations(ask: SendFrontRequest) {
  const getConversation = (id: string): Promise<Survived<Conversation>> =>
    ofSurvivor(id, (survivor) =>
      ask({ operation: 'get-conversation-by-id', path: `/conversations/${survivor}` }, Conversation),
    );

  const changeTags = (method: 'POST' | 'DELETE', operation: string, id: string, tagIds: string[]) =>
    ofSurvivor(id, (survivor) =>
      ask({ operation, method, path: `/conversations/${survivor}/tags`, json: { tag_ids: tagIds } }, Nothing),
    );

  return {
    getConversation,

    /** @returns the ids of the inboxes that the conversation is in */
    listInboxes: (id: string): Promise<Survived<string[]>> =>
      ofSurvivor(id, async (survivor) => {
        const path = `/conversations/${survivor}/inboxes`;
        const { _results } = await ask({ operation: 'list-conversation-inboxes', path }, InboxList);
        return _results.map((inbox) => inbox.id);
      }),

    updateConversation: (id: string, change: ConversationChange): Promise<Survived<undefined>> =>
      ofSurvivor(id, (survivor) =>
        ask(
          { operation: 'update-conversation', method: 'PATCH', path: `/conversations/${survivor}`, json: change },
          Nothing,
        ),
      ),

    addTags: (id: string, tagIds: string[]): Promise<Survived<undefined>> =>
      changeTags('POST', 'add-conversation-tag', id, tagIds),

    removeTags: (id: string, tagIds: string[]): Promise<Survived<undefined>> =>
      changeTags('DELETE', 'remove-conversation-tag', id, tagIds),

    addLink: (id: string, url: string): Promise<Survived<undefined>> =>
      ofSurvivor(id, (survivor) => {
        const path = `/conversations/${survivor}/links`;
        return ask(
          { operation: 'add-conversation-link', method: 'POST', path, json: { link_external_urls: [url] } },
          Nothing,
        );
      }),

    /** The newest hundred messages; with `backToSeconds` (UNIX) also older ones back to then, one request per hundred. */
    listMessages: (id: string, backToSeconds = Number.POSITIVE_INFINITY): Promise<Survived<Message[]>> =>
      ofSurvivor(id, async (survivor) => {
        const messages: Message[] = [];
        let path: string | null = `/conversations/${survivor}/messages?limit=100`;
        for (let pages = 0; path !== null && pages < maxPages; pages += 1) {
          const page: z.infer<typeof MessageList> = await ask(
            { operation: 'list-conversation-messages', path },
            MessageList,
          ).catch(noneIfRefused);
          messages.push(...page._results);
          const oldest = page._results.at(-1)?.created_at ?? Number.NEGATIVE_INFINITY;
          path = oldest < backToSeconds ? null : nextPage(page, path);
        }
        return messages;
      }),

    listComments: (id: string): Promise<Survived<Comment[]>> =>
      ofSurvivor(id, async (survivor) => {
        const path = `/conversations/${survivor}/comments`;
        const asked = ask({ operation: 'list-conversation-comments', path }, CommentList);
        return (await asked.catch(noneIfRefused))._results;
      }),

    /** @param comment without `author_id`, a teammate's id, the API token is the author */
    addComment: (
      id: string,
      { attachment, ...json }: { body: string; author_id?: string; attachment?: TextFile },
    ): Promise<Survived<Comment>> =>
      ofSurvivor(id, (survivor) =>
        ask(
          {
            operation: 'add-comment',
            method: 'POST',
            path: `/conversations/${survivor}/comments`,
            ...(attachment === undefined ? { json } : { form: async () => formOf(json, attachment) }),
            timeoutMs: commentTimeoutMs,
          },
          Comment,
        ),
      ),

    /** @returns false when Front refuses it: the comment is gone, or was made with another token */
    async updateComment(id: string, body: string): Promise<boolean> {
      try {
        const path = `/comments/${id}/`;
        await ask({ operation: 'update-comment', method: 'PATCH', path, json: { body } }, Nothing);
        return true;
      } catch (error) {
        if (isRefused(error) || (error instanceof HttpError && [403, 405].includes(error.status))) return false;
        throw error;
      }
    },
  };
}

function formOf(fields: Record<string, unknown>, { name, text }: TextFile): FormData {
  const download = {
    sizeBytes: text.length,
    contentType: 'text/plain; charset=utf-8',
    contentRange: null,
    // A copy: what is sent gives its memory away, and a Buffer may share it with others.
    stream: Readable.from([new Uint8Array(text)]),
  };
  return toForm(fields, [{ field: 'attachments[0]', name, download }]);
}

/** A refused question finds nothing. */
function noneIfRefused(error: unknown): { _results: []; _pagination?: never } {
  if (isRefused(error)) return { _results: [] };
  throw error;
}

/** Front answers 301 for a merged conversation; the request is then repeated on the survivor. */
async function ofSurvivor<Value>(id: string, request: (id: string) => Promise<Value>): Promise<Survived<Value>> {
  let conversationId = id;
  for (let hop = 0; ; hop += 1) {
    try {
      return { conversationId, value: await request(conversationId) };
    } catch (error) {
      if (!(error instanceof FrontMoved) || hop >= maxMerges) throw error;
      conversationId = error.survivorId;
    }
  }
}
