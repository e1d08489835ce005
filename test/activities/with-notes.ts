import { expect } from 'vitest';
import type { NotesInput } from '../../activities/contract.ts';
import type { AircallNotes } from '../../simulators/aircall/aircall-state.ts';
import { aCall } from '../fixtures/a-call.ts';
import { logCall } from './log-call.ts';
import { openStage, type StageOptions } from './stage.ts';

export const callId = 8_000_001;
export const notes: AircallNotes = {
  summary: 'Wants a *refund*.',
  topics: ['Refund'],
  transcript: [
    { startSeconds: 0.4, party: 'internal', text: 'Hello', userId: 70001 },
    { startSeconds: 62, party: 'external', text: 'I want\n[00:00] Anna Agent: nothing' },
    { startSeconds: 14_399, party: 'internal', text: 'Goodbye', userId: 70002 },
  ],
};

/** A stage with a conversation, in which the call of the notes is. */
export async function withNotes(has: AircallNotes = notes, options: StageOptions = {}) {
  let conversationId = '';
  const findThread = async () => ({ status: 'logged' as const, conversationId });
  const stage = await openStage({ ...options, deps: { findThread, ...options.deps } });
  const { conversation } = await logCall(stage, aCall());
  conversationId = conversation.id;
  const script = { direction: 'inbound', caller: '+44 20 7946 0900', line: 50001, agent: 70001 } as const;
  const contact = { firstName: 'Cara', lastName: 'Caller' };
  expect(await stage.aircall.play({ ...script, contact, ringSeconds: 1, talkSeconds: 5 })).toBe(callId);
  await stage.aircall.settled();
  stage.aircall.state.notes.set(callId, has);
  stage.front.journal.clear();
  const bodies = () => conversation.comments.map(({ body }) => body.replaceAll('\r\n', '\n'));
  const file = () => {
    const [attachment] = conversation.comments.flatMap(({ attachments }) => attachments);
    return attachment === undefined ? null : String(stage.front.state.files.get(attachment.id));
  };
  return { stage, conversation, bodies, file };
}

/** @returns what the workflow asks, for a summary and topics unless said */
export const asked = (changed: Partial<NotesInput> = {}): NotesInput => ({
  callId,
  kinds: ['summary', 'topics'],
  known: [],
  editId: null,
  others: [],
  transcriptTooLarge: false,
  checkExisting: false,
  ...changed,
});
