import { Context } from '@temporalio/activity';
import type { FrontClient } from '../../src/adapters/front/client.ts';
import { isRefused } from '../../src/adapters/http/errors.ts';
import { callEntries, subjectOf } from '../../src/domain/entries.ts';
import { attributionOf } from '../../src/domain/qualification.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { earlierCheckpoint, leaveCheckpoint } from '../attempt.ts';
import type { AgentMatch, AppendInput, AppendResult, ContactResult, FoundConversation } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { type Append, type AppendCheckpoint, beginConversation, requireInbox, toUpdate } from './begin-conversation.ts';
import {
  type Found,
  findCallersConversation,
  lookAgain,
  type Mark,
  markOf,
  withLaterCalls,
} from './caller-conversation.ts';
import { matchAgent } from './match-agent.ts';
import { toMessage } from './to-message.ts';

/** How long a look at the conversation is valid: people archive and delete it meanwhile. */
const freshMs = 10_000;

type Appended = Omit<AppendResult, 'loggedAtSeconds'>;

/** Adds the call to the caller's conversation, or begins one. */
export async function appendToConversation(deps: Deps, input: AppendInput): Promise<AppendResult> {
  const { call, qualification, policy, moveTo, before } = input;
  const mark = markOf(call.caller, call.id, deps.publicUrl);
  const agent = await matchAgent(deps.front, deps.preferences.agents, call.agent);
  const append: Append = {
    ...input,
    // While the call waited, others may have begun the conversation.
    contact: before === undefined ? input.contact : await findAgain(deps, input, mark),
    entries: callEntries(call, { ...input, ...deps.preferences }),
    agent,
    assigneeId: attributionOf(qualification).assign && agent.kind === 'matched' ? agent.teammateId : null,
    moveToId: moveTo === null ? null : await requireInbox(deps.front, moveTo),
    texts: textsIn(deps.preferences.language).entries,
    mark,
  };
  const { conversation } = append.contact;
  const appended =
    conversation === null
      ? await beginConversation(deps, append)
      : await continueConversation(deps, append, conversation);
  const isNew = !input.contact.alreadyLogged && policy !== 'history';
  if (isNew) count(deps, input, agent);
  return { ...appended, loggedAtSeconds: isNew ? Math.round(Date.now() / 1000) : null };
}

async function findAgain(deps: Deps, { contact, ...input }: AppendInput, mark: Mark): Promise<ContactResult> {
  const lastId = contact.conversation?.conversationId ?? null;
  const found = await findCallersConversation(deps.front, { source: 'custom', handle: mark.handle }, mark, lastId);
  return found === null ? contact : { ...contact, ...(await complete(deps, found, input)), lookedAtMs: Date.now() };
}

async function complete(deps: Deps, { conversation, deletedId }: Found, input: Omit<AppendInput, 'contact'>) {
  return { deletedId, conversation: conversation === null ? null : await withLaterCalls(deps, conversation, input) };
}

async function continueConversation(deps: Deps, append: Append, seen: FoundConversation): Promise<Appended> {
  const { front } = deps;
  const { call, qualification, policy, lineName, agent, texts, entries, contact, moveToId, mark } = append;
  const found = await stillThere(deps, append, seen);
  const place = found.conversation === null ? null : await placeOf(front, found.conversation.conversationId);
  if (found.conversation === null || place === null) {
    const deletedId = found.deletedId ?? seen.conversationId;
    return await beginConversation(deps, { ...append, contact: { ...contact, conversation: null, deletedId } });
  }
  const { conversationId, inboxIds } = place;
  const { archived, subject: currentSubject, hasLaterCall, mayAssign, linked, assigneeId } = found.conversation;
  // What the first attempt saw: later ones may see the call's own entries.
  const { lastMessage } = seen;
  // An earlier attempt may have moved it into that inbox already.
  const inboxId = inboxIds.find((id) => id !== moveToId) ?? inboxIds[0] ?? (await requireInbox(front, append.inbox));
  if (!linked) await front.addLink(conversationId, mark.link);
  const { alreadyLogged } = contact;
  const onlyAdds = alreadyLogged || hasLaterCall || policy === 'history';
  const opens = archived && policy === 'open' && !onlyAdds;
  const kept = onlyAdds ? currentSubject : null;
  const subject = kept || subjectOf(found.conversation, qualification, lineName, texts);
  const change = {
    open: opens,
    assigneeId:
      alreadyLogged || policy === 'history' || !mayAssign || append.assigneeId === assigneeId
        ? null
        : append.assigneeId,
    inboxId: onlyAdds || inboxId === moveToId ? null : moveToId,
  };
  const thread = { conversation_id: conversationId };
  const envelope = { call, qualification, agent, subject, archived: archived && !opens, thread, texts };
  // Front creates the messages later, maybe after the move: through the old inbox they would move the conversation
  // back.
  const throughId = change.inboxId ?? inboxId;
  for (const entry of alreadyLogged ? entries.slice(1) : entries) {
    await front.importMessage(throughId, toMessage(entry, { ...envelope, skipsRules: policy === 'history' }));
  }
  // After a move Front no longer shows where the conversation was.
  const earlier = earlierCheckpoint(append) as AppendCheckpoint | undefined;
  const moved = earlier?.moved ?? (change.inboxId === null ? null : { from: inboxId, to: change.inboxId });
  if (moved !== null && !earlier?.moved) leaveCheckpoint({ moved } satisfies AppendCheckpoint);
  return {
    conversationId,
    subject,
    subjectSet: subject !== currentSubject,
    inboxId,
    began: false,
    ...(lastMessage && !alreadyLogged
      ? { before: { lastMessage, addedAtSeconds: Math.round(Date.now() / 1000) } }
      : {}),
    archived: envelope.archived,
    entries: entries.map(({ kind }) => kind),
    agent,
    moved,
    update: toUpdate({ conversationId, change, previous: { assigneeId, inboxId } }),
  };
}

/** @returns the conversation, or its survivor, and where it is; null when Front does not show it any more */
async function placeOf(front: FrontClient, id: string): Promise<{ conversationId: string; inboxIds: string[] } | null> {
  try {
    const { conversationId, value: inboxIds } = await front.listInboxes(id);
    return { conversationId, inboxIds };
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

/**
 * The conversation in its current state, if the last look was some time ago or an earlier attempt may have written. If
 * a person archived it since, it is opened again; if this call itself opened it, by its first entry, it counts as
 * archived.
 */
async function stillThere(
  deps: Deps,
  append: Append,
  seen: FoundConversation,
): Promise<Pick<ContactResult, 'conversation' | 'deletedId'>> {
  const { contact, mark } = append;
  const isFresh = Context.current().info.attempt === 1 && Date.now() - contact.lookedAtMs < freshMs;
  if (isFresh) return contact;
  const { conversation: now, deletedId } = await lookAgain(deps.front, seen.conversationId, mark);
  if (now === null) return { conversation: null, deletedId };
  const { hasLaterCall, mayAssign } = seen;
  const subject = seen.archived || !now.archived ? (seen.subject ?? now.subject) : now.subject;
  return {
    conversation: { ...now, subject, archived: now.archived || seen.archived, hasLaterCall, mayAssign },
    deletedId: null,
  };
}

function count({ watch }: Deps, { call }: AppendInput, agent: AgentMatch): void {
  if (call.endedAtSeconds !== null) watch?.reachedFront(Math.max(0, Date.now() / 1000 - call.endedAtSeconds));
  if (agent.kind === 'unmatched' && agent.reason !== 'no agent') watch?.missedAgent();
}
