import { expect, it } from 'vitest';
import { createNotes } from '../../../src/adapters/aircall/notes.ts';

it.each([
  [
    'topics' as const,
    { topic: { content: ['Refund', ' ', '', 'Delivery', '\u200B'] } },
    { topics: ['Refund', 'Delivery'] },
  ],
  [
    'actionItems' as const,
    { action_items: { content: ['\u200B', { content: ' ' }, { text: 'Call back' }, { content: null, text: null }] } },
    { actionItems: ['Call back'] },
  ],
  [
    'sentiment' as const,
    {
      sentiment: {
        participants: [
          { type: 'internal', value: ' ' },
          { type: 'external', value: 'POSITIVE' },
        ],
      },
    },
    { sentiment: [{ party: 'caller', value: 'POSITIVE' }] },
  ],
])('%s leave out what has nothing to read', async (kind, body, notes) => {
  const { readNote } = createNotes(async (_request, read) => read(body));
  expect(await readNote(kind, 1)).toEqual({ status: 'found', notes });
});
