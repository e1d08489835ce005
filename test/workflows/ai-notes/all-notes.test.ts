import { describe, expect, it } from 'vitest';
import { noteEventNames } from '../../../src/domain/notes/note-kinds.ts';
import { announce, bodies, comments, logged, notesAsked, stage, useStage, wholeBody, written } from './stage.ts';

describe('all notes', () => {
  useStage('ai: { sentiment: true, transcript: attach }\n');
  const orders = [[...noteEventNames], noteEventNames.toReversed(), [...noteEventNames, ...noteEventNames].toSorted()];

  it.each(orders.map((order, index) => [7601 + index, order] as const))(
    'that arrive within a minute become one comment: call %i, %j',
    async (callId, order) => {
      await logged(callId);
      for (const [index, event] of order.entries()) await announce(event, index % 2 === 0 ? callId : String(callId));
      expect(await written(callId)).toMatchObject({ state: 'done', givenUp: [] });
      expect(bodies(callId)).toEqual([wholeBody(callId)]);
      expect(comments(callId)[0]).toMatchObject({ authorId: stage.front.state.apiAuthor.id });
      expect(comments(callId)[0]?.attachments).toMatchObject([{ filename: `aircall-${callId}-transcript.txt` }]);
      expect(notesAsked(callId)).toHaveLength(5);
      for (const event of order) expect(await announce(event, callId)).toBe('ignored');
      expect(bodies(callId)).toHaveLength(1);
    },
  );

  it('that arrive later edit the comment, with the transcript as a comment of its own', async () => {
    await logged(7631);
    await announce('action_item.created', 7631);
    await written(7631);
    await announce('topics.created', 7631);
    await announce('sentiment.created', 7631);
    await announce('transcription.created', 7631);
    await written(7631, 'ai-notes-edited');
    await announce('summary.created', 7631);
    await written(7631);
    expect(bodies(7631)).toEqual([wholeBody(7631), 'Transcript (Aircall)\n\nAircall call: 7631']);
    expect(comments(7631).map(({ attachments }) => attachments.length)).toEqual([0, 1]);
  });
});
