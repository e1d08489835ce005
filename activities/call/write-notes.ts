import { log } from '@temporalio/activity';
import { HttpError } from '../../src/adapters/http/errors.ts';
import type { Agent } from '../../src/domain/call.ts';
import { callerHandle } from '../../src/domain/ids.ts';
import type { NoteKind, Notes, Utterance } from '../../src/domain/notes/note-kinds.ts';
import {
  hasText,
  isNoteComment,
  noteComment,
  transcriptFileName,
  transcriptText,
} from '../../src/domain/notes/note-text.ts';
import { textsIn } from '../../src/texts/texts.ts';
import type { NotesInput, NotesResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { addOnce, beforeAdding } from './add-comment.ts';
import { maxAttachmentBytes } from './attach-media.ts';

/** What Aircall has of some kinds of notes. */
interface Fetched {
  notes: Notes;
  found: NoteKind[];
  missing: NoteKind[];
}

/**
 * Writes notes on a call, as the API token: people see that no teammate wrote them. The texts are fetched and written in one
 * attempt, so that none of them is in Temporal. An edit sets the whole comment, whatever was in it.
 */
export async function writeNotes(deps: Deps, input: NotesInput): Promise<NotesResult> {
  const { callId, kinds, editId } = input;
  const thread = await deps.findThread(callId);
  if (thread.status === 'waiting') return { status: 'not logged' };
  if (thread.status !== 'logged') return { status: 'unwanted' };
  const fetched = await beforeAdding(input, () => fetchNotes(deps, callId, kinds));
  const { notes, found: written, missing } = fetched;
  const { transcript = [] } = notes;
  if (!hasText(notes) && transcript.length === 0) return { ...nothing(input), written, missing };
  if (editId === null) return await post(deps, input, fetched, thread.conversationId).catch(unwantedIfGone);
  if (!(await edit(deps, input, notes, editId, input.transcriptTooLarge))) return { status: 'edit refused' };
  return { ...nothing(input), written, missing };
}

/**
 * Sets the whole text of a comment: these notes, and the known ones, fetched again.
 * @returns false when Front refuses it, or when Aircall has one of the known ones no more: the edit would erase it
 */
async function edit(
  deps: Deps,
  input: NotesInput,
  notes: Notes,
  commentId: string,
  transcriptTooLarge: boolean,
): Promise<boolean> {
  const { callId, kinds, known } = input;
  const others = known.filter((kind) => !kinds.includes(kind));
  const before = await fetchNotes(deps, callId, others);
  // What a run wrote that was terminated is unknown: its kinds are those that may be there.
  if (!input.checkExisting && before.found.length < others.length) return false;
  return await deps.front.updateComment(
    commentId,
    bodyOf(deps, input, { ...before.notes, ...notes }, transcriptTooLarge),
  );
}

function nothing({ editId, transcriptTooLarge }: NotesInput): Extract<NotesResult, { status: 'written' }> {
  return { status: 'written', commentId: editId, written: [], missing: [], transcriptTooLarge };
}

async function fetchNotes({ aircall }: Deps, callId: number, kinds: NoteKind[]): Promise<Fetched> {
  const fetched: Fetched = { notes: {}, found: [], missing: [] };
  for (const kind of kinds) {
    const answer = await aircall.readNote(kind, callId);
    if (answer.status === 'found') {
      Object.assign(fetched.notes, answer.notes);
      fetched.found.push(kind);
    } else if (answer.status === 'none') fetched.missing.push(kind);
    else if (answer.status === 'unreadable') log.warn('Aircall answered a note in an unknown form', { callId, kind });
  }
  return fetched;
}

function bodyOf({ preferences }: Deps, { callId }: NotesInput, notes: Notes, transcriptTooLarge: boolean): string {
  return noteComment(notes, { callId, texts: textsIn(preferences.language).entries, transcriptTooLarge });
}

/** Adds a comment, with the transcript as its file. One that an earlier attempt added gets what this one knows. */
async function post(deps: Deps, input: NotesInput, fetched: Fetched, conversationId: string): Promise<NotesResult> {
  const { front } = deps;
  const { callId, others } = input;
  const { notes } = fetched;
  const which = hasText(notes) ? 'notes' : 'transcript';
  const file = await beforeAdding(input, () => transcriptFile(deps, callId, notes.transcript ?? []));
  let isTooLarge = file !== null && file.text.length > maxAttachmentBytes;
  let isAttached = false;
  const { frontCommentId, existed } = await addOnce(input, {
    async find() {
      const { value: comments } = await front.listComments(conversationId);
      const found = comments.find(({ id, body }) => !others.includes(id) && isNoteComment(body ?? '', callId, which));
      isAttached = (found?.attachments ?? []).some(({ filename }) => filename === transcriptFileName(callId));
      return found?.id ?? null;
    },
    async add() {
      const add = async (attached: typeof file) => {
        const body = bodyOf(deps, input, notes, isTooLarge);
        return await front.addComment(conversationId, { body, ...(attached === null ? {} : { attachment: attached }) });
      };
      try {
        return (await add(isTooLarge ? null : file)).value.id;
      } catch (error) {
        // Front's own limit may be lower than the documented one.
        if (file === null || isTooLarge || !(error instanceof HttpError && error.status === 413)) throw error;
        isTooLarge = true;
        return (await add(null)).value.id;
      }
    },
  });
  const { found: written, missing } = fetched;
  const result = {
    status: 'written',
    commentId: which === 'notes' ? frontCommentId : null,
    written,
    missing,
    transcriptTooLarge: which === 'notes' && isTooLarge,
  } as const;
  if (!existed || which === 'transcript') return result;
  await edit(deps, input, notes, frontCommentId, isTooLarge);
  if (file === null || isTooLarge || isAttached) return result;
  const texts = written.filter((kind) => kind !== 'transcript');
  return { ...result, written: texts, missing: [...missing, 'transcript'] };
}

/** Front has the conversation no more, or the token does not see it: there is nothing to write into. */
function unwantedIfGone(error: unknown): NotesResult {
  const isGone = error instanceof HttpError && error.vendor === 'Front' && [404, 410].includes(error.status);
  if (isGone) return { status: 'unwanted' };
  throw error;
}

/** @returns null when nothing was said */
async function transcriptFile(
  { aircall, preferences }: Deps,
  callId: number,
  utterances: Utterance[],
): Promise<{ name: string; text: Buffer } | null> {
  if (utterances.length === 0) return null;
  const { labels, notes } = textsIn(preferences.language).entries;
  const call = (await aircall.getCall(callId))?.call;
  const onCall = [call?.agent, call?.transferredBy, call?.transferredTo]
    .flatMap((agent) => agent ?? [])
    .filter(hasName);
  const spoke = utterances.flatMap(({ agentId }) => agentId ?? []);
  const areKnown = spoke.every((id) => onCall.some((agent) => agent.id === id));
  const agents = areKnown ? onCall : [...onCall, ...(await aircall.listAgents()).filter(hasName)];
  const [first] = onCall;
  const only = onCall.every(({ id }) => id === first?.id) ? first : undefined;
  // Aircall does not always say which agent spoke: with several on the call it could be any of them.
  const nameOfAgent = (id: number | null): string | null =>
    (id === null ? only : agents.find((agent) => agent.id === id))?.name ?? null;
  const number = call === undefined || call.caller.kind === 'anonymous' ? null : callerHandle(call.caller, callId);
  const nameOf = ({ party, agentId }: Utterance): string => {
    if (party === 'voiceAgent') return notes.parties.voiceAgent;
    return party === 'agent' ? (nameOfAgent(agentId) ?? labels.agent) : (call?.callerName ?? number ?? labels.caller);
  };
  return { name: transcriptFileName(callId), text: Buffer.from(transcriptText(utterances, nameOf)) };
}

function hasName({ name }: Agent): boolean {
  return name !== null;
}
