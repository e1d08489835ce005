import { expect, test } from 'vitest';
import { answered, openReceiver, openSimulator } from './open-simulator.ts';

const notes = {
  summary: { content: 'An invoice is missing.', afterEndMs: 40_000 },
  topics: { content: ['Invoice'], afterEndMs: 41_000 },
  actionItems: { content: ['Send it', { text: 'Call back' }], afterEndMs: 42_000 },
  sentiment: { content: [{ party: 'external' as const, value: 'NEUTRAL' }], afterEndMs: 43_000 },
  transcript: { content: [{ startSeconds: 1, party: 'external' as const, text: 'Hello' }], afterEndMs: 44_000 },
};

test('notes arrive one by one, with the quirks of their webhooks and of the API', async () => {
  const { simulator, request } = await openSimulator({ timeScale: 0.001 });
  const receiver = await openReceiver();
  simulator.addWebhook({ url: receiver.url });
  const id = await simulator.play({ ...answered, notes });
  await simulator.endOf(id);
  const summary = receiver.body('summary.created');
  expect(summary).toMatchObject({ resource: 'conversation_intelligence', data: { call_id: String(id) } });
  expect(summary.data).not.toHaveProperty('number_id');
  expect(receiver.body('sentiment.created').data).toMatchObject({
    id,
    participants: [{ participant_type: 'external' }],
  });
  expect(receiver.body('transcription.created').data).toMatchObject({ number_id: answered.line, type: 'call' });
  const get = async (path: string) => (await request('GET', `/v1/calls/${id}/${path}`)).body;
  expect(await get('summary')).toMatchObject({ summary: { call_id: id, content: 'An invoice is missing.' } });
  expect(await get('topics')).toMatchObject({ topic: { content: ['Invoice'] } });
  expect(await get('action_items')).toMatchObject({ action_items: { content: ['Send it', { text: 'Call back' }] } });
  expect(await get('sentiments')).toMatchObject({
    sentiment: { participants: [{ type: 'external', value: 'NEUTRAL' }] },
  });
  expect(await get('transcription')).toMatchObject({ transcription: { content: { utterances: [{ text: 'Hello' }] } } });
});

test('a call without notes gets 404, a company without AI Assist 403', async () => {
  const { simulator, request } = await openSimulator();
  expect((await request('GET', '/v1/calls/1/summary')).status).toBe(404);
  simulator.state.company.hasAiAssist = false;
  expect((await request('GET', '/v1/calls/1/summary')).status).toBe(403);
});
