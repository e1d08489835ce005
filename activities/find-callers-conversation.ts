import type { ContactRef } from '../src/adapters/front/contact-calls.ts';
import type { Conversation } from '../src/adapters/front/front-bodies.ts';
import type { FrontClient } from '../src/adapters/front/front-client.ts';
import type { ContactResult } from './contract.ts';

/** A contact with more conversations than this many pages of a hundred has none of ours among the newest. */
const mostPages = 10;

/**
 * The caller's conversation is the one with the caller's link, among those of the contact.
 *  * @returns null when there is no such contact
 */
export async function findCallersConversation(
  front: FrontClient,
  contact: ContactRef,
  link: string,
): Promise<Pick<ContactResult, 'conversation' | 'deletedId'> | null> {
  let deletedId: string | null = null;
  let page = await front.listContactConversations(contact);
  if (page === null) return null;
  for (let pages = 1; ; pages += 1) {
    const own = page.conversations.filter((candidate) => hasLink(candidate, link));
    const alive = own.find((candidate) => !isDeleted(candidate));
    if (alive !== undefined) return { conversation: toFound(alive), deletedId: null };
    deletedId ??= own[0]?.id ?? null;
    if (page.next === null || pages >= mostPages) return { conversation: null, deletedId };
    page = (await front.listContactConversations({ next: page.next })) ?? { conversations: [], next: null };
  }
}

export function hasLink(conversation: Conversation, link: string): boolean {
  return (conversation.links ?? []).some(({ external_url }) => external_url === link);
}

/** Front calls it `deleted` in a conversation and `trashed` in a query. */
function isDeleted({ status }: Conversation): boolean {
  return status === 'deleted' || status === 'trashed' || status === 'spam';
}

function toFound({ id, subject, status, assignee }: Conversation): ContactResult['conversation'] {
  return {
    conversationId: id,
    subject: subject ?? null,
    archived: status === 'archived',
    assigneeId: assignee?.id ?? null,
  };
}
