import type { ImportedMessage } from '../src/adapters/front/message-calls.ts';
import { type Entry, mediaEntry, voicemailMissingEntry } from '../src/domain/entries.ts';
import { textsIn } from '../src/domain/texts/texts-in.ts';
import type { MediaInput, MediaResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { matchAgent } from './match-agent.ts';
import { toMessage } from './to-message.ts';

/** Front takes 25 MB with a message; a little is left for the rest of it. */
const largestAudioBytes = 25_000_000 - 100_000;

type Whereabouts = { status: 'not yet' | 'none' } | { status: 'there'; address: string | null };

/**
 * The entry links to Aircall's own page of the audio, or brings the recording itself (`recordings: attach`). Whether it
 * is there is asked of Aircall, unless an event said so.
 */
export async function attachMedia(deps: Deps, input: MediaInput): Promise<MediaResult> {
  const { call, kind, gaveUpAfterSeconds } = input;
  const found = await whereabouts(deps, input);
  const texts = textsIn(deps.preferences.language);
  if (found.status === 'there') {
    await importEntry(deps, input, mediaEntry(call, kind, texts), await audioOf(deps, input, found.address));
    return { status: 'attached' };
  }
  if (found.status === 'none' || gaveUpAfterSeconds === null) return { status: found.status };
  if (kind === 'voicemail') await importEntry(deps, input, voicemailMissingEntry(call, gaveUpAfterSeconds, texts));
  return { status: 'given up' };
}

/** Signed addresses die within minutes, so one is asked for when it is used, and never kept. */
async function whereabouts({ aircall }: Deps, { kind, call, recordings }: MediaInput): Promise<Whereabouts> {
  const told = kind === 'recording' ? call.recordingReady : call.voicemailReady;
  if (told && !(kind === 'recording' && recordings === 'attach')) return { status: 'there', address: null };
  const found = await aircall.getCall(call.id);
  if (found === null) return told ? { status: 'there', address: null } : { status: 'none' };
  const ready = kind === 'recording' ? found.call.recordingReady : found.call.voicemailReady;
  if (ready) return { status: 'there', address: found.media.recordingUrl };
  if (kind === 'recording') return { status: 'not yet' };
  return { status: call.voicemailLeft || found.call.voicemailLeft ? 'not yet' : 'none' };
}

async function audioOf(
  { openAudio }: Deps,
  { kind, call, recordings }: MediaInput,
  address: string | null,
): Promise<ImportedMessage['attachment']> {
  if (kind !== 'recording' || recordings !== 'attach' || address === null) return undefined;
  const download = await openAudio(address);
  if (download === null) return undefined;
  if (download.sizeBytes <= largestAudioBytes) return { name: `aircall-${call.id}-recording.mp3`, download };
  download.stream.destroy();
  return undefined;
}

async function importEntry(
  deps: Deps,
  input: MediaInput,
  entry: Entry,
  attachment?: ImportedMessage['attachment'],
): Promise<void> {
  const { call, qualification, thread } = input;
  const agent = await matchAgent(deps.front, deps.preferences.agents, call.agent);
  const texts = textsIn(deps.preferences.language);
  const { subject } = thread;
  // Agents may have moved the conversation since: an import through another inbox would show it in both.
  const { conversationId, value: inboxIds } = await deps.front.listInboxes(thread.conversationId);
  const [inboxId = thread.inboxId] = inboxIds.includes(thread.inboxId) ? [thread.inboxId] : inboxIds;
  const to = { conversation_id: conversationId };
  // An entry must not open what stays archived by `calls:`, nor archive what a person has opened since.
  const archived = thread.archived && (await deps.front.getConversation(conversationId)).value.status === 'archived';
  const message = toMessage(entry, { call, qualification, agent, subject, archived, thread: to, texts });
  await deps.front.importMessage(inboxId, { ...message, ...(attachment === undefined ? {} : { attachment }) });
}
