import type { FrontClient } from '../../src/adapters/front/client.ts';
import type { ImportedMessage } from '../../src/adapters/front/messages.ts';
import type { Conversation } from '../../src/adapters/front/schema.ts';
import type { Download } from '../../src/adapters/http/download.ts';
import { HttpError, nullIfRefused } from '../../src/adapters/http/errors.ts';
import { callEntries, type Entry, mediaEntry, voicemailMissingEntry } from '../../src/domain/entries.ts';
import { textsIn } from '../../src/texts/texts.ts';
import type { MediaInput, MediaResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { lastMessageOf } from './caller-conversation.ts';
import { matchAgent } from './match-agent.ts';
import { toMessage } from './to-message.ts';

/** Front accepts 25 MB with a message or a comment; this leaves some room for the rest of it. */
export const maxAttachmentBytes = 25_000_000 - 100_000;

type Whereabouts = { status: 'not yet' | 'none' } | { status: 'there'; address: string | null };

/**
 * The entry links to Aircall's own page of the audio, or attaches the recording (`recordings: attach`). Aircall is
 * asked whether the audio exists, unless an event said so.
 */
export async function attachMedia(deps: Deps, input: MediaInput): Promise<MediaResult> {
  const { call, kind, gaveUpAfterSeconds } = input;
  const found = await whereabouts(deps, input);
  const texts = textsIn(deps.preferences.language).entries;
  if (found.status === 'there') {
    const status = await importEntry(deps, input, mediaEntry(call, kind, texts), found.address);
    return { status };
  }
  if (found.status === 'none') {
    await restoreDropped(deps, input);
    return { status: 'none' };
  }
  if (gaveUpAfterSeconds === null) return { status: 'not yet' };
  if (kind === 'recording') await restoreDropped(deps, input);
  else await importEntry(deps, input, voicemailMissingEntry(call, gaveUpAfterSeconds, texts));
  return { status: 'given up' };
}

/** Signed URLs expire within minutes, so one is requested when it is used, and never stored. */
async function whereabouts({ aircall }: Deps, input: MediaInput): Promise<Whereabouts> {
  const { kind, call, recordings, gaveUpAfterSeconds } = input;
  const reported = kind === 'recording' ? call.recordingReady : call.voicemailReady;
  if (reported && !(kind === 'recording' && recordings === 'attach')) return { status: 'there', address: null };
  const found = await aircall.getCall(call.id);
  const ready = kind === 'recording' ? found?.call.recordingReady : found?.call.voicemailReady;
  if (found !== null && ready) return { status: 'there', address: found.media.recordingUrl };
  if (reported && (found === null || gaveUpAfterSeconds !== null)) return { status: 'there', address: null };
  const announced = kind === 'recording' ? found !== null : call.voicemailLeft || found?.call.voicemailLeft;
  return { status: announced ? 'not yet' : 'none' };
}

/** The audio cannot be attached: its URL has expired and a new one is needed, or it can never be attached. */
class AudioWithheld extends Error {
  override readonly name = 'AudioWithheld';
  readonly dead: boolean;

  constructor(dead: boolean) {
    super(dead ? 'the address of the audio is dead' : 'the audio cannot be passed on');
    this.dead = dead;
  }
}

async function openAttachment(
  { openAudio }: Deps,
  { gaveUpAfterSeconds }: MediaInput,
  address: string,
): Promise<Download> {
  try {
    const download = await openAudio(address, { maxBytes: maxAttachmentBytes, spool: true });
    if (download !== null) return download;
  } catch (error) {
    // The storage has no API key to reject, so the URL has expired.
    if (!(error instanceof HttpError) || error.status >= 500 || error.status === 429) throw error;
    throw new AudioWithheld(gaveUpAfterSeconds === null);
  }
  throw new AudioWithheld(false);
}

/**
 * @param address of the audio, if it may be attached
 * @returns `not yet` if the address had expired, `none` if the conversation was deleted for good or made private: then
 * nothing was imported
 */
async function importEntry(
  deps: Deps,
  input: MediaInput,
  entry: Entry,
  address: string | null = null,
): Promise<'attached' | 'not yet' | 'none'> {
  const { front } = deps;
  const { kind, call, recordings } = input;
  const look = await front.getConversation(input.thread.conversationId).catch(nullIfRefused);
  if (look === null) return 'none';
  const { inboxId, envelope } = await currentPlace(deps, input, look);
  const message = toMessage(entry, envelope);
  if (kind !== 'recording' || recordings !== 'attach' || address === null) {
    await front.importMessage(inboxId, message);
    return 'attached';
  }
  const open = () => openAttachment(deps, input, address);
  const attachment = { name: `aircall-${call.id}-recording.mp3`, open };
  const attached = await importWithAudio(front, inboxId, { ...message, attachment });
  return attached ? 'attached' : 'not yet';
}

type Look = Awaited<ReturnType<FrontClient['getConversation']>>;

/**
 * Where and how the call's later entries go: agents may have moved, merged, archived or opened the conversation since the
 * call, and another call may have set its subject. Entries that Front dropped are imported again first.
 */
async function currentPlace({ front, preferences }: Deps, input: MediaInput, { conversationId, value: now }: Look) {
  const { call, qualification, thread, skipsRules = false } = input;
  const inboxIds = (await front.listInboxes(conversationId).catch(nullIfRefused))?.value ?? [];
  const [inboxId = thread.inboxId] = inboxIds.includes(thread.inboxId) ? [thread.inboxId] : inboxIds;
  const dropped = isDropped(thread, now);
  const envelope = {
    call,
    qualification,
    agent: await matchAgent(front, preferences.agents, call.agent),
    // While Front does not show the call's own entry, it shows the subject from before that.
    subject: isUnseen(thread, now) ? thread.subject : now.subject || thread.subject,
    // Only a new call opens an archived conversation, and no entry archives an open one.
    archived: now.status === 'archived',
    thread: { conversation_id: conversationId },
    texts: textsIn(preferences.language).entries,
    skipsRules,
  };
  if (dropped) {
    for (const each of callEntries(call, { ...input, ...preferences }))
      await front.importMessage(inboxId, toMessage(each, envelope));
  }
  return { inboxId, envelope };
}

/**
 * A call without audio has no later entry, so this look is the only sign that Front has created its first one. It costs a
 * request, which a missed call is worth: nothing else says that the caller waits. A past call is rarely the newest of its
 * conversation, and no one waits for it.
 */
async function restoreDropped(deps: Deps, input: MediaInput): Promise<void> {
  const { thread, skipsRules = false } = input;
  if (skipsRules || !isOverdue(thread)) return;
  const look = await deps.front.getConversation(thread.conversationId).catch(nullIfRefused);
  if (look !== null && isDropped(thread, look.value)) await currentPlace(deps, input, look);
}

/** Front shows an accepted message within this time, unless it has dropped it. */
const visibleWithinSeconds = 60;

/** Whether Front should show the call's entries by now, and the newest message from before them is known. */
function isOverdue({ before }: MediaInput['thread']): boolean {
  return before !== undefined && Date.now() / 1000 - before.addedAtSeconds >= visibleWithinSeconds;
}

/**
 * Front accepts an import before the message exists, and may drop it. If the newest message is still the one from before the
 * call after a minute, the call's entries are missing and are imported again. (Entries of a call older than that message may
 * exist: their key makes the repeat harmless.)
 */
function isDropped(thread: MediaInput['thread'], now: Conversation): boolean {
  return isOverdue(thread) && isUnseen(thread, now);
}

/** Whether the newest message is still the one from before the call. */
function isUnseen({ before }: MediaInput['thread'], now: Conversation): boolean {
  return before !== undefined && lastMessageOf(now) === before.lastMessage;
}

/** Imports only the link if the audio cannot be attached: Front's actual limit may be lower than documented. */
async function importWithAudio(front: FrontClient, inboxId: string, message: ImportedMessage): Promise<boolean> {
  try {
    await front.importMessage(inboxId, message);
  } catch (error) {
    if (error instanceof AudioWithheld && error.dead) return false;
    const tooLarge = error instanceof HttpError && error.vendor === 'Front' && error.status === 413;
    if (!tooLarge && !(error instanceof AudioWithheld)) throw error;
    const { attachment: _withheld, ...bare } = message;
    await front.importMessage(inboxId, bare);
  }
  return true;
}
