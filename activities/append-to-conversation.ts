import { attributionOf } from '../src/domain/attribution.ts';
import { callEntry, durationEntry, type Entry, mediaEntry } from '../src/domain/entries.ts';
import { subjectOf } from '../src/domain/subject.ts';
import { type Texts, textsIn } from '../src/domain/texts/texts.ts';
import { callerKey, callerLink } from '../src/domain/thread-keys.ts';
import type { Append } from './append.ts';
import { beginConversation } from './begin-conversation.ts';
import type { AppendInput, AppendResult, FoundConversation } from './contract.ts';
import type { Deps } from './deps.ts';
import { findWrittenEntries } from './find-written-entries.ts';
import { holdTurn } from './hold-turn.ts';
import { matchAgent } from './match-agent.ts';
import { requireInbox } from './require-inbox.ts';
import { toMessage } from './to-message.ts';

/** Adds the call to the caller's conversation, or begins one. */
export async function appendToConversation(deps: Deps, input: AppendInput): Promise<AppendResult> {
  await holdTurn(deps, input.turn);
  const { call, qualification, contact } = input;
  const texts = textsIn(deps.preferences.language);
  const agent = await matchAgent(deps.front, deps.preferences.agents, call.agent);
  const assigneeId = attributionOf(qualification).assign && agent.kind === 'matched' ? agent.teammateId : null;
  const link = callerLink(callerKey(call.caller, call.id));
  const append = { ...input, entries: knownEntries(input, texts), agent, assigneeId, texts, link };
  return contact.conversation === null
    ? await beginConversation(deps, append)
    : await goOn(deps, append, contact.conversation);
}

async function goOn({ front }: Deps, append: Append, found: FoundConversation): Promise<AppendResult> {
  const { call, qualification, policy, lineName, agent, texts, entries, lookFirst } = append;
  const { conversationId, value: inboxIds } = await front.listInboxes(found.conversationId);
  const [inboxId = await requireInbox(front, append.inbox)] = inboxIds;
  const archived = found.archived && policy === 'archived';
  const written = lookFirst ? await findWrittenEntries(front, conversationId, entries) : [];
  const begun = written.includes('call');
  const subject = begun && found.subject ? found.subject : subjectOf(found, qualification, lineName, texts);
  const thread = { conversation_id: conversationId };
  for (const entry of entries.filter(({ kind }) => !written.includes(kind))) {
    const message = toMessage(entry, { call, qualification, agent, subject, archived, thread, texts });
    await front.importMessage(inboxId, message);
  }
  const open = found.archived && policy === 'open';
  const assigneeId = append.assigneeId === found.assigneeId ? null : append.assigneeId;
  const settle = begun || !(open || assigneeId !== null) ? null : { open, assigneeId };
  const kinds = entries.map(({ kind }) => kind);
  return { conversationId, subject, inboxId, began: false, archived, entries: kinds, agent, settle };
}

function knownEntries({ call, qualification, lineName, recordings }: AppendInput, texts: Texts): Entry[] {
  const duration = durationEntry(call, texts);
  const withRecording = call.recordingReady && duration !== null && recordings !== 'off';
  return [
    callEntry(call, qualification, { texts, lineName }),
    ...(duration === null ? [] : [duration]),
    ...(withRecording ? [mediaEntry(call, 'recording', texts)] : []),
  ];
}
