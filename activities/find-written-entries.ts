import type { FrontClient } from '../src/adapters/front/front-client.ts';
import type { Entry } from '../src/domain/entries.ts';
import type { EntryKind } from '../src/domain/thread-keys.ts';

/**
 * Which of the entries stand in the conversation already. Front does not give the `external_id` back, so an entry is
 * known by its time, which no other entry of its call has, and its text.
 */
export async function findWrittenEntries(
  front: FrontClient,
  conversationId: string,
  entries: Entry[],
): Promise<EntryKind[]> {
  const { value: messages } = await front.listMessages(conversationId);
  return entries
    .filter((entry) =>
      messages.some(
        ({ created_at, body, text }) =>
          Math.floor(created_at ?? 0) === entry.createdAtSeconds &&
          [text, body].some((written) => plain(written ?? '').includes(plain(entry.body))),
      ),
    )
    .map(({ kind }) => kind);
}

/** Front may show a body as HTML; letters and digits are what both forms share. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[a-z#0-9]+;/gi, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
