import { z } from 'zod';
import { inertText } from '../../domain/inert-text.ts';
import { type NoteKind, type Notes, noteKindOf, type Party, type Utterance } from '../../domain/notes/note-kinds.ts';
import { HttpError, isRefused, UnexpectedPayload } from '../http/errors.ts';
import type { RequestAircall } from './request.ts';
import { type Envelope, Id, PayloadInvalid, readShape, Text } from './schema.ts';

/** `none`: Aircall has none of this kind, or not yet (404), or refuses the question. `no plan`: the company has no AI Assist (403). */
type NoteAnswer = { status: 'found'; notes: Notes } | { status: 'none' | 'no plan' | 'unreadable' };

const paths: Record<NoteKind, string> = {
  summary: 'summary',
  topics: 'topics',
  actionItems: 'action_items',
  sentiment: 'sentiments',
  transcript: 'transcription',
};

/** A company without AI Assist buys it seldom, and its limit of requests is shared with other tools. */
const noPlanMs = 24 * 3_600_000;

/** AI notes. @param nowMs for tests */
export function createNotes(ask: RequestAircall, nowMs: () => number = Date.now) {
  const noPlanUntilMs = new Map<NoteKind, number>();
  return {
    /**
     * Requests one kind of note on a call. After a 403 that kind is not requested again for a day.
     * @throws as `createRequestAircall` says
     */
    async readNote(kind: NoteKind, callId: number): Promise<NoteAnswer> {
      if ((noPlanUntilMs.get(kind) ?? 0) > nowMs()) return { status: 'no plan' };
      const request = { operation: `get-call-${paths[kind]}`, path: `/v1/calls/${callId}/${paths[kind]}` };
      try {
        return { status: 'found', notes: await ask(request, (body) => readers[kind](body)) };
      } catch (error) {
        if (error instanceof UnexpectedPayload) return { status: 'unreadable' };
        if (isRefused(error)) return { status: 'none' };
        if (!(error instanceof HttpError && error.status === 403)) throw error;
        // A wrong key is answered by 403 as well, but everywhere.
        await ask({ operation: 'ping', path: '/v1/ping' }, () => null);
        noPlanUntilMs.set(kind, nowMs() + noPlanMs);
        return { status: 'no plan' };
      }
    },
  };
}

/** @returns a call's summary for a page; null where there is none, or Aircall does not give it */
export async function readSummary(
  aircall: Pick<ReturnType<typeof createNotes>, 'readNote'>,
  callId: number,
): Promise<string | null> {
  const answer = await aircall.readNote('summary', callId).catch(() => null);
  return answer?.status === 'found' ? (answer.notes.summary ?? null) : null;
}

const NoteData = z.object({ call_id: Id.nullish(), id: z.unknown().optional() });

/**
 * @param envelope a webhook's body whose event is of a note; its text is left unread
 * @returns the kind, and the call it is about; a sentiment without `call_id` has the call's id as its own
 * @throws {PayloadInvalid} naming the field that is not what Aircall documents
 */
export function toNoteEvent({ event, data }: Envelope): { kind: NoteKind; callId: number } {
  const kind = noteKindOf(event);
  if (kind === null) throw new PayloadInvalid('event', 'expected an event of a note');
  const { call_id: callId, id } = readShape(NoteData, data, 'data');
  if (typeof callId === 'number') return { kind, callId };
  if (kind !== 'sentiment') throw new PayloadInvalid('data.call_id', 'expected the id of a call');
  return { kind, callId: readShape(Id, id, 'data.id') };
}

/** `key` in the answer, or in the plural or singular: Aircall writes `topic` at the end of `topics`. */
function contentIn(body: unknown, keys: readonly string[]): unknown {
  const answer = readShape(z.record(z.string(), z.unknown()), body);
  const key = keys.find((known) => answer[known] !== undefined && answer[known] !== null);
  if (key === undefined) throw new PayloadInvalid(keys[0] ?? 'body', 'is missing');
  const value = answer[key];
  return typeof value === 'object' && value !== null && 'content' in value ? value.content : value;
}

const ListOfTexts = z.array(z.union([z.string(), z.looseObject({ content: Text, text: Text })]));

/** The shape of action items is undocumented: texts, or objects with `content` or `text`. */
function textsIn(body: unknown, keys: readonly string[]): string[] {
  const items = readShape(ListOfTexts, contentIn(body, keys) ?? [], keys[0]);
  return items
    .map((item) => (typeof item === 'string' ? item : (item.content ?? item.text ?? '')))
    .filter((item) => inertText(item) !== '');
}

const PartyType = z
  .string()
  .nullish()
  .transform((type): Party => {
    if (type === 'external') return 'caller';
    return type === 'ai_voice_agent' ? 'voiceAgent' : 'agent';
  });

const Sentiment = z.object({
  sentiment: z.object({
    participants: z
      .array(z.object({ type: Text, participant_type: Text, value: Text }))
      .nullish()
      .transform((participants) => participants ?? []),
  }),
});

const Transcription = z.object({
  transcription: z.object({
    content: z.object({
      utterances: z
        .array(
          z.object({
            start_time: z.number().nullish(),
            text: Text,
            participant_type: PartyType,
            user_id: Id.nullish(),
          }),
        )
        .nullish()
        .transform((utterances) => utterances ?? []),
    }),
  }),
});

const readers: Record<NoteKind, (body: unknown) => Notes> = {
  summary(body) {
    const summary = readShape(Text, contentIn(body, ['summary']), 'summary.content');
    return summary === null ? {} : { summary };
  },
  topics: (body) => ({ topics: textsIn(body, ['topic', 'topics']) }),
  actionItems: (body) => ({ actionItems: textsIn(body, ['action_items', 'action_item']) }),
  sentiment(body) {
    const { participants } = readShape(Sentiment, body).sentiment;
    return {
      sentiment: participants.flatMap(({ type, participant_type: role, value }) =>
        value === null || inertText(value) === '' ? [] : { party: PartyType.parse(type ?? role), value },
      ),
    };
  },
  transcript(body) {
    const { utterances } = readShape(Transcription, body).transcription.content;
    return {
      transcript: utterances
        .flatMap(({ start_time: start, text, participant_type: party, user_id: agentId }): Utterance[] =>
          text === null ? [] : [{ startSeconds: Math.max(0, start ?? 0), party, agentId: agentId ?? null, text }],
        )
        .toSorted((one, other) => one.startSeconds - other.startSeconds),
    };
  },
};
