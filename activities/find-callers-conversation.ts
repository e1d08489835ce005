import { createHash } from 'node:crypto';
import type { FrontClient } from '../src/adapters/front/client.ts';
import type { ContactRef } from '../src/adapters/front/contacts.ts';
import type { Conversation } from '../src/adapters/front/schema.ts';
import type { Caller } from '../src/domain/call.ts';
import { callerHandle, callerKey, callerLink, isSameCallerLink } from '../src/domain/ids.ts';
import type { ContactResult, FoundConversation } from './contract.ts';

/** A contact with more conversations than this many pages of a hundred has none of ours among the newest. */
const mostPages = 10;
/** How many of a contact's newest conversations are looked into for the caller's, merged into one of them. */
const mostLookedInto = 3;

/** What a contact has of the caller's. */
export type Found = Pick<ContactResult, 'conversation' | 'deletedId'>;

/** What the caller's conversation is known by. */
export interface Mark {
  link: string;
  /** The handle that the caller's messages carry. */
  handle: string;
}

/** @param publicUrl where a new link points; a link is found again on any host */
export function markOf(caller: Caller, callId: number, publicUrl: string | null = null): Mark {
  const digest = callerDigest(callerKey(caller, callId));
  return { link: callerLink(digest, publicUrl), handle: callerHandle(caller, callId) };
}

/** Not keyed: no secret of ours lasts as long as a conversation does. The call table computes the same one in SQL. */
function callerDigest(key: string): string {
  return createHash('sha256').update(`callthread-caller:${key}`).digest('hex').slice(0, 32);
}

/**
 * The caller's conversation is the one with the caller's link, among those of the contact. Front does not carry a link
 * over when a person merges conversations, so without one the newest are looked into for the caller's messages.
 * @returns null when there is no such contact
 */
export async function findCallersConversation(
  front: FrontClient,
  contact: ContactRef,
  mark: Mark,
): Promise<Found | null> {
  let deletedId: string | null = null;
  const newest: Conversation[] = [];
  let page = await front.listContactConversations(contact);
  if (page === null) return null;
  for (let pages = 1; ; pages += 1) {
    const own = page.conversations.filter((candidate) => hasLink(candidate, mark.link));
    const alive = own.find((candidate) => !isDeleted(candidate));
    if (alive !== undefined) return { conversation: toFound(alive, true), deletedId: null };
    deletedId ??= own[0]?.id ?? null;
    newest.push(...page.conversations.filter((candidate) => !isDeleted(candidate)));
    if (page.next === null || pages >= mostPages) break;
    page = (await front.listContactConversations({ next: page.next })) ?? { conversations: [], next: null };
  }
  const survivor = deletedId === null ? await findSurvivor(front, newest.slice(0, mostLookedInto), mark.handle) : null;
  return { conversation: survivor === null ? null : toFound(survivor, false), deletedId };
}

/** @returns the conversation that holds the caller's messages, or null */
async function findSurvivor(
  front: FrontClient,
  candidates: Conversation[],
  handle: string,
): Promise<Conversation | null> {
  for (const candidate of candidates) {
    const { value: messages } = await front.listMessages(candidate.id);
    const ours = messages.some(
      ({ type, recipients }) =>
        type === 'custom' && (recipients ?? []).some((recipient) => recipient.handle === handle),
    );
    if (ours) return candidate;
  }
  return null;
}

export function hasLink(conversation: Conversation, link: string): boolean {
  return (conversation.links ?? []).some(({ external_url }) => isSameCallerLink(external_url ?? '', link));
}

/** Front calls it `deleted` in a conversation and `trashed` in a query. */
function isDeleted({ status }: Conversation): boolean {
  return status === 'deleted' || status === 'trashed' || status === 'spam';
}

function toFound({ id, subject, status, assignee }: Conversation, linked: boolean): FoundConversation {
  return {
    conversationId: id,
    subject: subject ?? null,
    archived: status === 'archived',
    assigneeId: assignee?.id ?? null,
    linked,
  };
}
