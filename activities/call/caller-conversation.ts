import { createHash } from 'node:crypto';
import type { FrontClient } from '../../src/adapters/front/client.ts';
import type { ContactRef } from '../../src/adapters/front/contacts.ts';
import type { Conversation, Message } from '../../src/adapters/front/schema.ts';
import { isRefused } from '../../src/adapters/http/errors.ts';
import { type Call, type Caller, endedAtMs } from '../../src/domain/call.ts';
import { isEntry, laterCalls, namedCall } from '../../src/domain/entries.ts';
import { callerHandle, callerKey, callerLink, isSameCallerLink } from '../../src/domain/ids.ts';
import type { ContactResult, FoundConversation, LookInput } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { matchAgent } from './match-agent.ts';

/** A contact with more conversations than this many pages of a hundred has none of ours among the newest. */
const maxPages = 10;
/**
 * How many of a contact's newest conversations are searched for the caller's, in case it was merged into one of them.
 */
const maxSurvivors = 3;
/** Maximum difference between Front's clock and Aircall's. */
const clockSkewSeconds = 60;

/** The caller's conversation, as found among the contact's. */
export interface Found extends Pick<ContactResult, 'deletedId'> {
  conversation: SeenConversation | null;
  /** Front does not list the conversation with the contact; the call table knew it. */
  isElsewhere?: boolean;
}

type SeenConversation = Omit<FoundConversation, 'hasLaterCall' | 'mayAssign'> & { updatedAtSeconds: number | null };

/** What identifies the caller's conversation. */
export interface Mark {
  link: string;
  /** The handle that the caller's messages carry. */
  handle: string;
}

/** @param publicUrl for new links; an existing link is recognised on any host */
export function markOf(caller: Caller, callId: number, publicUrl: string | null = null): Mark {
  return { link: callerLink(callerDigest(caller, callId), publicUrl), handle: callerHandle(caller, callId) };
}

/** Not keyed: none of our secrets lasts as long as a conversation. The call table computes the same digest in SQL. */
export function callerDigest(caller: Caller, callId: number): string {
  return createHash('sha256')
    .update(`callthread-caller:${callerKey(caller, callId)}`)
    .digest('hex')
    .slice(0, 32);
}

/**
 * The caller's conversation is the one with the caller's link, among those of the contact. Front does not keep a link
 * when a person merges conversations, and does not list the conversations of a deleted contact with the one that replaces
 * it. Without a link, the last known conversation is followed; then the newest are searched for the caller's entries.
 * @param lastId the conversation of the caller's last call, if the call table has one
 * @returns null if there is no such contact
 */
export async function findCallersConversation(
  front: FrontClient,
  contact: ContactRef,
  mark: Mark,
  lastId: string | null = null,
): Promise<Found | null> {
  let deletedId: string | null = null;
  const newest: Conversation[] = [];
  let page = await front.listContactConversations(contact);
  if (page === null) return null;
  for (let pages = 1; ; pages += 1) {
    const own = page.conversations.filter((candidate) => hasLink(candidate, mark.link));
    const alive = own.find((candidate) => !isDeleted(candidate));
    if (alive !== undefined) return { conversation: toSeen(alive, true), deletedId: null };
    deletedId ??= own[0]?.id ?? null;
    newest.push(...page.conversations.filter((candidate) => !isDeleted(candidate)));
    if (page.next === null || pages >= maxPages) break;
    page = (await front.listContactConversations({ next: page.next })) ?? { conversations: [], next: null };
  }
  if (deletedId !== null) return { conversation: null, deletedId };
  const last = lastId === null ? null : await lookAgain(front, lastId, mark);
  if (last?.conversation) return { ...last, isElsewhere: true };
  const survivor = await findSurvivor(front, newest.slice(0, maxSurvivors), mark.handle);
  return { conversation: survivor === null ? null : toSeen(survivor, false), deletedId: last?.deletedId ?? null };
}

/** @returns the conversation that holds entries of the caller's calls, or null */
async function findSurvivor(
  front: FrontClient,
  candidates: Conversation[],
  handle: string,
): Promise<Conversation | null> {
  for (const candidate of candidates) {
    const { value: messages } = await front.listMessages(candidate.id);
    if (messages.some((message) => isEntryOf(message, handle) && namedCall(textOf(message)) !== null)) return candidate;
  }
  return null;
}

/** Custom channels (chats, texts by a partner) have messages of this type too, with the caller's number as their handle. */
function isEntryOf(message: Message, handle: string): boolean {
  const isCallers = (message.recipients ?? []).some((recipient) => recipient.handle === handle);
  return message.type === 'custom' && isCallers && isEntry(textOf(message));
}

/**
 * @returns the conversation in its current state; its id is the survivor's if a person merged it. A conversation that Front
 * no longer shows, because it was deleted for good or made private, counts as deleted.
 */
export async function lookAgain(front: FrontClient, conversationId: string, mark: Mark): Promise<Found> {
  try {
    const { value: now } = await front.getConversation(conversationId);
    if (isDeleted(now)) return { conversation: null, deletedId: now.id };
    return { conversation: toSeen(now, hasLink(now, mark.link)), deletedId: null };
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { conversation: null, deletedId: conversationId };
  }
}

/** Compares the call with those in the conversation, if that decides what the call changes. */
export async function withLaterCalls(
  deps: Deps,
  seen: SeenConversation,
  input: LookInput,
  messages?: Message[],
): Promise<FoundConversation> {
  const { call, recent } = input;
  const { updatedAtSeconds: _updated, ...conversation } = seen;
  const shown = messages ?? ((await needsMessages(deps, seen, input)) ? await listMessages(deps, seen, call) : []);
  const handle = callerHandle(call.caller, call.id);
  const entries = shown.filter((message) => isEntryOf(message, handle)).map(toEntry);
  const later = laterCalls(entries, call, recent);
  const { assigneeId } = seen;
  const isOlderCalls = assigneeId === null || later.assignedByEarlier || later.earlierAuthorIds.has(assigneeId);
  const mayAssign = !later.assigned && (!later.any || isOlderCalls);
  const isRecent = recent?.subject?.conversationId === seen.conversationId && !seen.archived;
  const subject = (isRecent ? recent?.subject?.subject : null) ?? seen.subject;
  return { ...conversation, subject, hasLaterCall: later.any, mayAssign };
}

/** This request is made only if something may have been written since the call ended and the call changes something. */
async function needsMessages({ front, preferences }: Deps, seen: SeenConversation, input: LookInput): Promise<boolean> {
  const { call, policy, moves, assigns } = input;
  if (policy === 'history') return false;
  const endedAtSeconds = endedAtMs(call) / 1000;
  if (seen.updatedAtSeconds !== null && seen.updatedAtSeconds + clockSkewSeconds < endedAtSeconds) return false;
  if (seen.archived || moves) return true;
  const agent = assigns ? await matchAgent(front, preferences.agents, call.agent) : null;
  return agent?.kind === 'matched' && agent.teammateId !== seen.assigneeId;
}

async function listMessages({ front }: Deps, { conversationId }: SeenConversation, call: Call): Promise<Message[]> {
  return (await front.listMessages(conversationId, call.startedAtSeconds)).value;
}

/**
 * Whether the conversation already contains this call's entry, and its messages. Front does not return the
 * `external_id`, so the entry is recognised by its time and by the call's id in its text. (Other entries may be
 * identical for two calls: they are imported again, which their key makes harmless.)
 */
export async function findCallEntry(
  front: FrontClient,
  conversationId: string,
  { id, startedAtSeconds }: Call,
): Promise<{ found: boolean; messages: Message[] }> {
  const { value: messages } = await front.listMessages(conversationId, startedAtSeconds);
  const names = new RegExp(`(?<!\\d)${id}(?!\\d)`);
  const found = messages.some(
    (message) => Math.floor(message.created_at ?? 0) === startedAtSeconds && names.test(textOf(message)),
  );
  return { found, messages };
}

function toEntry(message: Message): Parameters<typeof laterCalls>[0][number] {
  return {
    createdAtSeconds: Math.floor(message.created_at ?? 0),
    text: textOf(message),
    authorId: message.author?.id ?? null,
  };
}

function textOf({ text, body }: Message): string {
  return text || body || '';
}

export function hasLink(conversation: Conversation, link: string): boolean {
  return (conversation.links ?? []).some(({ external_url }) => isSameCallerLink(external_url ?? '', link));
}

/** @returns Front's address of the newest message; null when Front does not say */
export function lastMessageOf({ _links }: Conversation): string | null {
  return _links?.related?.last_message ?? null;
}

/** Front calls it `deleted` in a conversation and `trashed` in a query. */
export function isDeleted({ status }: Conversation): boolean {
  return status === 'deleted' || status === 'trashed' || status === 'spam';
}

function toSeen(conversation: Conversation, linked: boolean): SeenConversation {
  const { id, subject, status, assignee, updated_at } = conversation;
  return {
    conversationId: id,
    subject: subject ?? null,
    archived: status === 'archived',
    assigneeId: assignee?.id ?? null,
    linked,
    updatedAtSeconds: updated_at ?? null,
    lastMessage: lastMessageOf(conversation),
  };
}
