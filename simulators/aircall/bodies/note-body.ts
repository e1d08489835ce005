import type { AircallCall, AircallNotes, AircallState } from '../aircall-state.ts';

export const noteEvents = {
  summary: 'summary.created',
  topics: 'topics.created',
  actionItems: 'action_item.created',
  sentiment: 'sentiment.created',
  transcript: 'transcription.created',
} as const satisfies Record<keyof AircallNotes, string>;

/**
 * A note as its event has it: `call_id` is a string there, `number_id` and `type` come with the transcript alone, and the
 * id of a sentiment is that of the call (Aircall's reference on conversation intelligence).
 * @returns null for any other event
 */
export function webhookNoteBody(state: AircallState, call: AircallCall, event: string): Record<string, unknown> | null {
  const [kind] = Object.entries(noteEvents).find(([, name]) => name === event) ?? [];
  if (kind === undefined) return null;
  const notes = state.notes.get(call.id) ?? {};
  const times = { call_created_at: isoOf(call.startedAtSeconds), created_at: isoOf(call.clockSeconds) };
  const common = {
    id: 70_000_000 + call.id,
    call_id: String(call.id),
    call_uuid: call.uuid,
    ...times,
    ai_generated: true,
  };
  switch (kind as keyof AircallNotes) {
    case 'summary':
      return { ...common, content: notes.summary };
    case 'topics':
      return { ...common, content: notes.topics };
    case 'actionItems':
      return { ...common, content: notes.actionItems };
    case 'sentiment':
      return { ...common, id: call.id, participants: sentimentOf(notes, call.caller, 'participant_type') };
    case 'transcript':
      return {
        ...common,
        number_id: call.numberId,
        type: call.voicemail.ready ? 'voicemail' : 'call',
        content: transcriptOf(notes, call.caller),
      };
  }
}

/** What `GET /v1/calls/:id/…` answers, by the end of its path; undefined: nothing for this call. */
export function restNoteBody(state: AircallState, callId: number, path: string): object | undefined {
  const notes = state.notes.get(callId) ?? {};
  const caller = state.calls.get(callId)?.caller ?? null;
  const common = { id: 70_000_000 + callId, call_id: callId };
  const { summary, topics, actionItems, sentiment, transcript } = notes;
  switch (path) {
    case 'summary':
      return summary === undefined ? undefined : { summary: { ...common, content: summary } };
    case 'topics':
      // The path is in the plural, the key is not.
      return topics === undefined ? undefined : { topic: { ...common, content: topics } };
    case 'action_items':
      return actionItems === undefined ? undefined : { action_items: { ...common, content: actionItems } };
    case 'sentiments':
      return sentiment === undefined
        ? undefined
        : { sentiment: { ...common, id: callId, participants: sentimentOf(notes, caller, 'type') } };
    case 'transcription':
      return transcript === undefined
        ? undefined
        : { transcription: { ...common, type: 'call', content: transcriptOf(notes, caller) } };
  }
  return undefined;
}

function sentimentOf({ sentiment = [] }: AircallNotes, caller: string | null, typeKey: string) {
  return sentiment.map(({ party, value }) => ({
    [typeKey]: party,
    ...(party === 'external' ? { phone_number: caller } : {}),
    value,
  }));
}

function transcriptOf({ transcript = [] }: AircallNotes, caller: string | null) {
  const utterances = transcript.map(({ startSeconds, party, text, userId }) => ({
    start_time: startSeconds,
    end_time: startSeconds + 1,
    text,
    participant_type: party,
    ...(party === 'external' ? { phone_number: caller } : userId === undefined ? {} : { user_id: userId }),
  }));
  return { language: 'en-GB', utterances };
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
