import { mediaEntry, voicemailMissingEntry } from '../src/domain/entries.ts';
import { textsIn } from '../src/domain/texts/texts.ts';
import type { MediaInput, MediaResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { matchAgent } from './match-agent.ts';
import { toMessage } from './to-message.ts';

/** The entry links to Aircall's own page of the audio; whether the audio is there is asked of Aircall, unless an event said so. */
export async function attachMedia(deps: Deps, input: MediaInput): Promise<MediaResult> {
  const { call, kind, gaveUpAfterSeconds } = input;
  const there = await whereabouts(deps, input);
  if (there === 'none') return { status: 'none' };
  const texts = textsIn(deps.preferences.language);
  if (there === 'not yet') {
    if (gaveUpAfterSeconds === null) return { status: 'not yet' };
    if (kind === 'voicemail') await importEntry(deps, input, voicemailMissingEntry(call, gaveUpAfterSeconds, texts));
    return { status: 'given up' };
  }
  await importEntry(deps, input, mediaEntry(call, kind, texts));
  return { status: 'attached' };
}

async function whereabouts({ aircall }: Deps, { kind, call }: MediaInput): Promise<'there' | 'not yet' | 'none'> {
  if (kind === 'recording' ? call.recordingReady : call.voicemailReady) return 'there';
  const found = await aircall.getCall(call.id);
  if (found === null) return 'none';
  if (kind === 'recording') return found.call.recordingReady ? 'there' : 'not yet';
  if (found.call.voicemailReady) return 'there';
  return call.voicemailLeft || found.call.voicemailLeft ? 'not yet' : 'none';
}

async function importEntry(deps: Deps, input: MediaInput, entry: ReturnType<typeof mediaEntry>): Promise<void> {
  const { call, qualification, thread } = input;
  const agent = await matchAgent(deps.front, deps.preferences.agents, call.agent);
  const texts = textsIn(deps.preferences.language);
  const { conversationId, subject, inboxId } = thread;
  const to = { conversation_id: conversationId };
  // An entry must not open what stays archived by `calls:`, nor archive what a person has opened since.
  const archived = thread.archived && (await deps.front.getConversation(conversationId)).value.status === 'archived';
  const message = toMessage(entry, { call, qualification, agent, subject, archived, thread: to, texts });
  await deps.front.importMessage(inboxId, message);
}
