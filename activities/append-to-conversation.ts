import { callEntry, durationEntry, mediaEntry, subjectOf } from '../src/domain/entries.ts';
import { attributionOf } from '../src/domain/qualification.ts';
import { formatZonedTime } from '../src/texts/format.ts';
import { textsIn } from '../src/texts/texts.ts';
import type { Append, AppendCheckpoint } from './append.ts';
import { beginConversation } from './begin-conversation.ts';
import { changesAnything } from './changes-anything.ts';
import type { AppendInput, AppendResult, ContactResult, FoundConversation } from './contract.ts';
import type { Deps } from './deps.ts';
import { findCallersConversation, type Mark, markOf } from './find-callers-conversation.ts';
import { earlierCheckpoint, leaveCheckpoint } from './keep-alive.ts';
import { matchAgent } from './match-agent.ts';
import { requireInbox } from './require-inbox.ts';
import { standsInConversation } from './stands-in-conversation.ts';
import { toMessage } from './to-message.ts';
import { mayWrite } from './under-turn.ts';

/** Adds the call to the caller's conversation, or begins one. */
export async function appendToConversation(deps: Deps, input: AppendInput): Promise<AppendResult> {
  const { call, qualification, turn } = input;
  const mark = markOf(call.caller, call.id, deps.publicUrl);
  const contact = mayWrite(turn) ? input.contact : await lookAgain(deps, input.contact, mark);
  const texts = textsIn(deps.preferences.language).entries;
  const agent = await matchAgent(deps.front, deps.preferences.agents, call.agent);
  // What takes no turn only adds entries, also where another worker knows a teammate that the first did not.
  const assigns = attributionOf(qualification).assign && turn?.state !== 'not needed';
  const assigneeId = assigns && agent.kind === 'matched' ? agent.teammateId : null;
  const moveToId = input.moveTo === null ? null : await requireInbox(deps.front, input.moveTo);
  const append = {
    ...input,
    contact,
    entries: knownEntries(input, deps.preferences),
    agent,
    assigneeId,
    moveToId,
    texts,
    link: mark.link,
  };
  return contact.conversation === null
    ? await beginConversation(deps, append)
    : await goOn(deps, append, contact.conversation);
}

/** The caller's conversation as it is by now. */
async function lookAgain({ front }: Deps, contact: ContactResult, mark: Mark): Promise<ContactResult> {
  return { ...contact, ...(await findCallersConversation(front, { source: 'custom', handle: mark.handle }, mark)) };
}

async function goOn({ front }: Deps, append: Append, found: FoundConversation): Promise<AppendResult> {
  const { call, qualification, policy, lineName, agent, texts, entries, lookFirst } = append;
  const { conversationId, value: inboxIds } = await front.listInboxes(found.conversationId);
  const { moveToId } = append;
  // An earlier attempt may have put it into the inbox that it is moved to already.
  const home = inboxIds.find((id) => id !== moveToId) ?? inboxIds[0];
  const inboxId = home ?? (await requireInbox(front, append.inbox));
  if (!found.linked) await front.addLink(conversationId, append.link);
  const archived = found.archived && policy !== 'open';
  const skipsRules = policy === 'history';
  const earlier = earlierCheckpoint(append) as AppendCheckpoint | undefined;
  // An import of long ago changes nothing but by its entries, which Front takes once: there is nothing to look up.
  const begun = lookFirst && policy !== 'history' && (await stoodBefore(front, conversationId, call, earlier));
  const kept = begun || policy === 'history' ? found.subject : null;
  const subject = kept || subjectOf(found, qualification, lineName, texts);
  const thread = { conversation_id: conversationId };
  const change = {
    open: found.archived && policy === 'open',
    assigneeId: policy === 'history' || append.assigneeId === found.assigneeId ? null : append.assigneeId,
    inboxId: inboxId === moveToId ? null : moveToId,
  };
  // Front makes the messages later, maybe after the move: through the old inbox they would put it back there.
  const throughId = begun ? inboxId : (change.inboxId ?? inboxId);
  for (const entry of begun ? entries.slice(1) : entries) {
    const message = toMessage(entry, { call, qualification, agent, subject, archived, thread, texts, skipsRules });
    await front.importMessage(throughId, message);
  }
  // Once it is moved, what is found does not tell where it was.
  const moved = earlier?.moved ?? (begun || change.inboxId === null ? null : { from: inboxId, to: change.inboxId });
  if (moved !== null && !earlier?.moved) leaveCheckpoint({ stoodBefore: begun, moved } satisfies AppendCheckpoint);
  const previous = { assigneeId: found.assigneeId, inboxId };
  const settle = begun || !changesAnything(change) ? null : { change, previous };
  const kinds = entries.map(({ kind }) => kind);
  return {
    conversationId,
    subject,
    inboxId,
    began: false,
    stoodBefore: begun,
    archived,
    entries: kinds,
    agent,
    moved,
    settle,
  };
}

/** Whether an earlier run wrote the call. A later attempt goes by what the first one found: it may have written itself. */
async function stoodBefore(
  front: Deps['front'],
  conversationId: string,
  call: AppendInput['call'],
  earlier: AppendCheckpoint | undefined,
): Promise<boolean> {
  if (earlier !== undefined) return earlier.stoodBefore ?? false;
  const stood = await standsInConversation(front, conversationId, call);
  leaveCheckpoint({ stoodBefore: stood } satisfies AppendCheckpoint);
  return stood;
}

function knownEntries(
  { call, qualification, lineName, recordings }: AppendInput,
  { language, timezone }: Deps['preferences'],
): Append['entries'] {
  const texts = textsIn(language).entries;
  const time = formatZonedTime(call.startedAtSeconds, language, timezone);
  const duration = durationEntry(call, texts);
  const withRecording = call.recordingReady && duration !== null && recordings === 'link';
  return [
    callEntry(call, qualification, { texts, lineName, time }),
    ...(duration === null ? [] : [duration]),
    ...(withRecording ? [mediaEntry(call, 'recording', texts)] : []),
  ];
}
