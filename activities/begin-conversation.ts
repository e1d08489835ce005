import { Context } from '@temporalio/activity';
import type { FrontClient } from '../src/adapters/front/client.ts';
import { subjectOf } from '../src/domain/entries.ts';
import { callerHandle, callerKey, threadRef } from '../src/domain/ids.ts';
import type { Append, AppendCheckpoint } from './append.ts';
import { changesAnything } from './changes-anything.ts';
import type { AppendResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { conversationNotVisible } from './failures.ts';
import { hasLink } from './find-callers-conversation.ts';
import { earlierCheckpoint, isRepeated, leaveCheckpoint } from './keep-alive.ts';
import { requireInbox } from './require-inbox.ts';
import { standsInConversation } from './stands-in-conversation.ts';
import { toMessage } from './to-message.ts';

/** Front makes an accepted message within moments, mostly; what takes longer is left to the next attempt. */
const pausesMs = [500, 1500, 3000];

/** Begins the caller's conversation with the call's entry, marks it as the caller's, and adds the rest. */
export async function beginConversation(deps: Deps, append: Append): Promise<AppendResult> {
  const { front } = deps;
  const { call, qualification, contact, policy, lineName, texts, agent, assigneeId } = append;
  const [first, ...rest] = append.entries;
  const homeId = await requireInbox(front, append.inbox);
  // A rule that would move it at once has it begin where it is moved to: one request less, and nobody sees it jump.
  const inboxId = append.moveToId ?? homeId;
  const moved = inboxId === homeId ? null : { from: homeId, to: inboxId };
  const subject = subjectOf(null, qualification, lineName, texts);
  const archived = policy !== 'open';
  const skipsRules = policy === 'history';
  const envelope = { call, qualification, agent, subject, archived, texts, skipsRules };
  const thread = { thread_ref: threadRef(callerKey(call.caller, call.id), contact.deletedId) };
  const opening = {
    ...toMessage(first, { ...envelope, thread }),
    ...(assigneeId === null ? {} : { assignee_id: assigneeId }),
  };

  const placedId = await placeFirst(front, append, moved, () => front.importMessage(inboxId, opening));
  const { conversationId, settle } = await claim(front, append, { placedId, inboxId });
  for (const entry of rest) {
    await front.importMessage(inboxId, toMessage(entry, { ...envelope, thread: { conversation_id: conversationId } }));
  }
  const kinds = append.entries.map(({ kind }) => kind);
  return { conversationId, subject, inboxId, began: true, archived, entries: kinds, agent, moved, settle };
}

/**
 * Imports the first message and waits until Front shows its conversation. An attempt whose outcome is unknown is looked
 * up before it is repeated: Front answers a repeated import like a new one, with a uid that never comes into being.
 */
async function placeFirst(
  front: FrontClient,
  append: Append,
  moved: AppendResult['moved'],
  importFirst: () => Promise<string | null>,
): Promise<string> {
  const earlier = earlierCheckpoint(append) as AppendCheckpoint | undefined;
  let uid = earlier?.messageUid ?? null;
  if (uid !== null) {
    const placed = await front.conversationOfMessage(uid);
    if (placed !== null) return placed;
  }
  if (isRepeated(append) || append.lookFirst) {
    const placed = await findPlaced(front, append);
    if (placed !== null) return placed;
  }
  if (earlier?.messageUid === undefined) {
    uid = await importFirst();
    leaveCheckpoint({ messageUid: uid, moved } satisfies AppendCheckpoint);
  }
  for (const pauseMs of pausesMs) {
    await Context.current().sleep(pauseMs);
    const placed = uid === null ? await findPlaced(front, append) : await front.conversationOfMessage(uid);
    if (placed !== null) return placed;
  }
  throw conversationNotVisible();
}

/**
 * Marks the conversation as the caller's. A contact that existed may have had it already, without its mark: Front's
 * `thread_ref` then led into what a person merged the caller's conversation into, which has a state of its own.
 */
async function claim(
  front: FrontClient,
  append: Append,
  { placedId, inboxId }: { placedId: string; inboxId: string },
): Promise<Pick<AppendResult, 'conversationId' | 'settle'>> {
  const { contact, link, policy, assigneeId } = append;
  if (!isRepeated(append) && contact.contact !== 'found') {
    const { conversationId } = await front.addLink(placedId, link);
    return { conversationId, settle: null };
  }
  const { conversationId, value: found } = await front.getConversation(placedId);
  if (!hasLink(found, link)) await front.addLink(conversationId, link);
  if (policy === 'history') return { conversationId, settle: null };
  const change = {
    open: found.status === 'archived' && policy === 'open',
    assigneeId: (found.assignee?.id ?? null) === assigneeId ? null : assigneeId,
    inboxId: null,
  };
  const previous = { assigneeId: found.assignee?.id ?? null, inboxId };
  return { conversationId, settle: changesAnything(change) ? { change, previous } : null };
}

/** Looks for the first entry among the contact's newest conversations. */
async function findPlaced(front: FrontClient, { call }: Append): Promise<string | null> {
  const handle = callerHandle(call.caller, call.id);
  const page = await front.listContactConversations({ source: 'custom', handle });
  for (const { id } of page?.conversations.slice(0, 5) ?? []) {
    if (await standsInConversation(front, id, call)) return id;
  }
  return null;
}
