import { Context } from '@temporalio/activity';
import type { FrontClient } from '../../src/adapters/front/client.ts';
import { nullIfRefused } from '../../src/adapters/http/errors.ts';
import { type Entry, subjectOf } from '../../src/domain/entries.ts';
import { callerKey, threadRef } from '../../src/domain/ids.ts';
import type { Texts } from '../../src/texts/text-types.ts';
import { earlierCheckpoint, isRepeated, leaveCheckpoint } from '../attempt.ts';
import type { AgentMatch, AppendInput, AppendResult, ConversationUpdate } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { conversationNotVisible, inboxNotFound } from '../failures.ts';
import { findCallEntry, hasLink, type Mark } from './caller-conversation.ts';
import { toMessage } from './to-message.ts';

/** Front usually creates an accepted message within moments; if it takes longer, the next attempt continues. */
const pausesMs = [500, 1500, 3000];
/** If Front does not show a message after this time, it has dropped it: it is imported again, with the same key. */
const droppedAfterMs = 3 * 60_000;
/** The message is imported again for this long; then a person has to look. */
const givenUpAfterMs = 30 * 60_000;

/** What an attempt hands to the next one, in case it ends early: each value as soon as it is known. */
export interface AppendCheckpoint {
  /**
   * The message that began the conversation: Front's id of it, and when it was last and first imported, UNIX
   * milliseconds.
   */
  first?: { messageUid: string | null; importedAtMs: number; sinceMs: number };
  moved?: AppendResult['moved'];
}

/** The data to write, for a new conversation and for an existing one. */
export interface Append extends AppendInput {
  /** Everything known of the call now; the call itself comes first. */
  entries: [callEntry: Entry, ...rest: Entry[]];
  agent: AgentMatch;
  /** The teammate to assign the conversation to; null leaves it as it is. */
  assigneeId: string | null;
  /** The id of the inbox that a rule moves the conversation to. */
  moveToId: string | null;
  texts: Texts['entries'];
  mark: Mark;
}

type Begun = Omit<AppendResult, 'loggedAtSeconds'>;

/** Begins the caller's conversation with the call's entry, marks it as the caller's, and adds the rest. */
export async function beginConversation(deps: Deps, append: Append): Promise<Begun> {
  const { front } = deps;
  const { call, qualification, contact, policy, lineName, texts, agent, assigneeId } = append;
  const [first, ...rest] = append.entries;
  const homeId = await requireInbox(front, append.inbox);
  // If a rule would move it at once, it begins in that inbox: one request less, and agents do not see it jump.
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
  const { conversationId, update } = await claim(front, append, { placedId, inboxId });
  for (const entry of rest) {
    await front.importMessage(inboxId, toMessage(entry, { ...envelope, thread: { conversation_id: conversationId } }));
  }
  const kinds = append.entries.map(({ kind }) => kind);
  return {
    conversationId,
    subject,
    subjectSet: false,
    inboxId,
    began: true,
    archived,
    entries: kinds,
    agent,
    moved,
    update,
  };
}

/**
 * Imports the first message and waits until Front shows its conversation. If the outcome of an attempt is unknown, it
 * looks for the message before importing again: Front answers a repeated import like a new one, with a uid that never
 * exists.
 */
async function placeFirst(
  front: FrontClient,
  append: Append,
  moved: AppendResult['moved'],
  importFirst: () => Promise<string | null>,
): Promise<string> {
  const first = firstMessage(append, moved);
  const look = async (uid: string | null): Promise<string | null> =>
    (uid === null ? null : await front.conversationOfMessage(uid)) ?? (await findPlaced(front, append));
  if (isRepeated(append) || append.contact.alreadyLogged) {
    const placed = await look(first?.messageUid ?? null);
    if (placed !== null) return placed;
    if (first !== undefined && Date.now() - first.sinceMs > givenUpAfterMs)
      throw conversationNotVisible({ parks: true });
  }
  let uid = first?.messageUid ?? null;
  if (first === undefined || Date.now() - first.importedAtMs > droppedAfterMs) {
    uid = await importFirst();
    const importedAtMs = Date.now();
    const sinceMs = first?.sinceMs ?? importedAtMs;
    leaveCheckpoint({ first: { messageUid: uid, importedAtMs, sinceMs }, moved } satisfies AppendCheckpoint);
  }
  for (const pauseMs of pausesMs) {
    await Context.current().sleep(pauseMs);
    const placed = uid === null ? await findPlaced(front, append) : await front.conversationOfMessage(uid);
    if (placed !== null) return placed;
  }
  throw conversationNotVisible({ parks: false });
}

/**
 * What earlier attempts know about the first message. A person's `retry` imports it again at once, and waits another
 * half an hour for it.
 */
function firstMessage(append: Append, moved: AppendResult['moved']): AppendCheckpoint['first'] {
  const { first } = (earlierCheckpoint(append) ?? {}) as AppendCheckpoint;
  const isRetry = append.before?.byPerson === true && Context.current().info.attempt === 1;
  if (first === undefined || !isRetry) return first;
  const again = { ...first, importedAtMs: 0, sinceMs: Date.now() };
  leaveCheckpoint({ first: again, moved } satisfies AppendCheckpoint);
  return again;
}

/**
 * Marks the conversation as the caller's. An existing contact may have had one already, without its mark: Front's
 * `thread_ref` then led into a conversation that a person merged the caller's into, which has its own state.
 */
async function claim(
  front: FrontClient,
  append: Append,
  { placedId, inboxId }: { placedId: string; inboxId: string },
): Promise<Pick<AppendResult, 'conversationId' | 'update'>> {
  const { contact, mark, policy, assigneeId } = append;
  const { link } = mark;
  if (!isRepeated(append) && contact.contact !== 'found') {
    const { conversationId } = await front.addLink(placedId, link);
    return { conversationId, update: null };
  }
  const seen = await front.getConversation(placedId).catch(nullIfRefused);
  if (seen === null) throw conversationNotVisible({ parks: false });
  const { conversationId, value: found } = seen;
  if (!hasLink(found, link)) await front.addLink(conversationId, link);
  if (policy === 'history') return { conversationId, update: null };
  const change = {
    open: found.status === 'archived' && policy === 'open',
    assigneeId: (found.assignee?.id ?? null) === assigneeId ? null : assigneeId,
    inboxId: null,
  };
  const previous = { assigneeId: found.assignee?.id ?? null, inboxId };
  return { conversationId, update: toUpdate({ conversationId, change, previous }) };
}

/** @returns null if nothing must change */
export function toUpdate(update: ConversationUpdate): ConversationUpdate | null {
  const { open, assigneeId, inboxId } = update.change;
  return open || assigneeId !== null || inboxId !== null ? update : null;
}

/** Looks for the first entry among the contact's newest conversations. */
async function findPlaced(front: FrontClient, { call, mark }: Append): Promise<string | null> {
  const page = await front.listContactConversations({ source: 'custom', handle: mark.handle });
  for (const { id } of page?.conversations.slice(0, 5) ?? []) {
    if ((await findCallEntry(front, id, call)).found) return id;
  }
  return null;
}

/** @param inbox a name or an inb_ id @returns its id @throws FrontNotFound when Front has no inbox of that name */
export async function requireInbox(front: FrontClient, inbox: string): Promise<string> {
  const id = await front.findInbox(inbox);
  if (id === null) throw inboxNotFound(inbox);
  return id;
}
