import { WorkflowNotFoundError } from '@temporalio/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aiNotesId, callWorkflowId } from '../../src/domain/ids.ts';
import { noteEventNames } from '../../src/domain/notes/note-kinds.ts';
import type { AiNotesOutcome } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { reusedHome } from './temporal-home.ts';

const key = '+442079467600';
const marker = 'xylophone';
const all = 'ai: { sentiment: true, transcript: attach }\n';
let stage: Stage;
afterEach(() => stage.close());

const open = (yaml?: string) => openStage(yaml, {}, reusedHome);

const notes = {
  summary: `The customer asked for an invoice and a ${marker}.`,
  topics: ['Invoice copy', 'Billing'],
  actionItems: ['Send the invoice', { text: 'Call back' }],
  sentiment: [{ party: 'external' as const, value: 'NEUTRAL' }],
  transcript: [{ startSeconds: 65.4, party: 'external' as const, text: `I need a ${marker}.` }],
};
const wholeBody = (callId: number) =>
  [
    'AI summary (Aircall)',
    notes.summary,
    'Topics: Invoice copy, Billing',
    'Action items:\n- Send the invoice\n- Call back',
    'Sentiment: caller neutral',
    `Aircall call: ${callId}`,
  ].join('\n\n');

/** Logs a call, of which Aircall then has notes. */
async function logged(callId: number, has: Partial<typeof notes> = notes) {
  await stage.deliver(await stage.now(endedCalls['inbound-answered'], callId, key, { comments: [], tags: [] }));
  stage.aircall.state.notes.set(callId, has);
  return await stage.outcomeOf(callId);
}

const announce = (event: string, callId: number | string) =>
  stage.deliver({ event, token: 'any', timestamp: 1_760_000_000, data: { id: 5, call_id: callId } });

/** The result of the run of a call's notes, once it has closed; its history is replayed. */
async function written(callId: number, golden?: string): Promise<AiNotesOutcome> {
  const handle = stage.client.workflow.getHandle(aiNotesId(callId));
  await stage.home.untilClosed(handle.workflowId);
  const history = await handle.fetchHistory();
  await replay(history, handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, history);
  expect(JSON.stringify(history)).not.toContain(marker);
  return (await handle.result()) as AiNotesOutcome;
}
const comments = () => stage.conversationOf(key).comments;
/** A form has its own line breaks. */
const bodies = () => comments().map(({ body }) => body.replaceAll('\r\n', '\n'));
const notesAsked = () =>
  stage.aircall.journal.find({ path: /\/calls\/\d+\/(summary|topics|action_items|sentiments|transcription)$/ });
const frontAsked = () =>
  stage.front.journal.entries.map(({ method, path }) => `${method} ${path.replace(/_\w+/g, '')}`);

describe('notes that arrive within a minute', () => {
  const orders = [[...noteEventNames], noteEventNames.toReversed(), [...noteEventNames, ...noteEventNames].toSorted()];
  it.each(orders.map((order) => [order]))('become one comment: %j', async (order) => {
    stage = await open(all);
    await logged(7601);
    for (const [index, event] of order.entries()) await announce(event, index % 2 === 0 ? 7601 : '7601');
    expect(await written(7601)).toMatchObject({ state: 'done', givenUp: [] });
    expect(bodies()).toEqual([wholeBody(7601)]);
    expect(comments()[0]).toMatchObject({ authorId: stage.front.state.apiAuthor.id });
    expect(comments()[0]?.attachments).toMatchObject([{ filename: 'aircall-7601-transcript.txt' }]);
    expect(notesAsked()).toHaveLength(5);
    for (const event of order) expect(await announce(event, 7601)).toBe('ignored');
    expect(bodies()).toHaveLength(1);
  });

  it('cost one request to each vendor for a summary alone', async () => {
    stage = await open();
    await logged(7611, { summary: notes.summary });
    stage.front.journal.clear();
    stage.aircall.journal.clear();
    await announce('summary.created', 7611);
    await written(7611, 'ai-notes');
    expect(stage.aircall.journal.entries).toHaveLength(1);
    expect(frontAsked()).toEqual(['POST /conversations/cnv/comments']);
    expect(bodies()).toEqual([`AI summary (Aircall)\n\n${notes.summary}\n\nAircall call: 7611`]);
  });

  it('trigger no rule on comments, and stay out of the table of calls', async () => {
    stage = await open('rules: [{ on: comment, contains: invoice, tag: Follow-up }]\n');
    await logged(7621);
    await announce('summary.created', 7621);
    await written(7621);
    expect(bodies()).toHaveLength(1);
    expect(stage.conversationOf(key).tagIds).toEqual([]);
    const call = await stage.client.workflow.getHandle(callWorkflowId(7621)).fetchHistory();
    expect(JSON.stringify([call, stage.recordedOf(7621)])).not.toContain(marker);
  });
});

describe('notes that arrive later', () => {
  it('edit the comment, with the transcript as a comment of its own', async () => {
    stage = await open(all);
    await logged(7631);
    await announce('action_item.created', 7631);
    await written(7631);
    await announce('topics.created', 7631);
    await announce('sentiment.created', 7631);
    await announce('transcription.created', 7631);
    await written(7631, 'ai-notes-edited');
    await announce('summary.created', 7631);
    await written(7631);
    expect(bodies()).toEqual([wholeBody(7631), 'Transcript (Aircall)\n\nAircall call: 7631']);
    expect(comments().map(({ attachments }) => attachments.length)).toEqual([0, 1]);
  });

  it('become further comments if Front refuses to edit', async () => {
    stage = await open();
    await logged(7641);
    for (const event of ['summary.created', 'topics.created', 'action_item.created']) {
      await announce(event, 7641);
      await written(7641);
      stage.front.behaviour.refusesEdits = true;
    }
    expect(bodies()).toEqual([
      `AI summary (Aircall)\n\n${notes.summary}\n\nAircall call: 7641`,
      'AI summary (Aircall)\n\nTopics: Invoice copy, Billing\n\nAircall call: 7641',
      'AI summary (Aircall)\n\nAction items:\n- Send the invoice\n- Call back\n\nAircall call: 7641',
    ]);
  });

  it('complete the comment of a run that was terminated', async () => {
    stage = await open();
    await logged(7651);
    await announce('summary.created', 7651);
    await written(7651);
    stage.aircall.state.notes.set(7651, { summary: notes.summary });
    await announce('topics.created', 7651);
    const handle = stage.client.workflow.getHandle(aiNotesId(7651));
    // The test server's time would stand still if a task was under way.
    await vi.waitUntil(
      async () => (await handle.fetchHistory()).events?.some((event) => event.timerStartedEventAttributes != null),
      { timeout: 120_000 },
    );
    await handle.terminate();
    stage.aircall.state.notes.set(7651, { summary: notes.summary, topics: notes.topics });
    await announce('topics.created', 7651);
    await written(7651);
    expect(bodies()).toEqual([
      `AI summary (Aircall)\n\n${notes.summary}\n\nTopics: Invoice copy, Billing\n\nAircall call: 7651`,
    ]);
  });
});

describe('notes that Aircall announced but does not have', () => {
  it('are requested after 1, 5 and 30 minutes, then given up', async () => {
    stage = await open();
    await logged(7661, {});
    const startedAtSeconds = await stage.nowSeconds();
    await announce('summary.created', 7661);
    expect(await written(7661, 'ai-notes-given-up')).toMatchObject({ written: [], givenUp: ['summary'] });
    expect(notesAsked()).toHaveLength(4);
    expect((await stage.nowSeconds()) - startedAtSeconds).toBeGreaterThanOrEqual(37 * 60);
    expect(bodies()).toEqual([]);
  });

  it('cost no further request for a day if the company has no plan', async () => {
    stage = await open();
    stage.aircall.state.company.hasAiAssist = false;
    await logged(7671);
    await logged(7672);
    for (const callId of [7671, 7672]) {
      await announce('summary.created', callId);
      expect(await written(callId)).toMatchObject({ givenUp: ['summary'] });
    }
    expect(notesAsked()).toHaveLength(1);
    expect(bodies()).toEqual([]);
  });
});

describe('a note', () => {
  it('is ignored and starts nothing if Temporal does not know its call', async () => {
    stage = await open();
    expect(await announce('summary.created', 7681)).toBe('ignored');
    await expect(stage.client.workflow.getHandle(aiNotesId(7681)).describe()).rejects.toBeInstanceOf(
      WorkflowNotFoundError,
    );
  });

  it('is ignored if the configuration skipped its call', async () => {
    stage = await open('calls: { inbound-answered: skip }\n');
    expect(await logged(7682)).toMatchObject({ state: 'skipped' });
    expect(await announce('summary.created', 7682)).toBe('ignored');
  });

  it('is written while the run of its call is open', async () => {
    stage = await open();
    stage.aircall.state.notes.set(7683, notes);
    await stage.deliver(await stage.now(endedCalls['inbound-answered'], 7683, key, { comments: [], tags: [] }));
    await stage.stateOf(7683, ({ conversationId }) => typeof conversationId === 'string');
    await announce('summary.created', 7683);
    await written(7683);
    expect(bodies()).toHaveLength(1);
  });

  it('is written once its parked call is logged, but not if a person skips the call', async () => {
    stage = await open('front: { inbox: Missing }\n');
    for (const callId of [7684, 7685]) {
      stage.aircall.state.notes.set(callId, notes);
      const caller = callId === 7684 ? key : '+442079467601';
      await stage.deliver(await stage.now(endedCalls['inbound-answered'], callId, caller, { comments: [], tags: [] }));
      await stage.stateOf(callId, ({ parked }) => parked.length > 0);
      await announce('summary.created', callId);
    }
    const [first, second] = [7684, 7685].map((callId) => stage.client.workflow.getHandle(callWorkflowId(callId)));
    await first?.signal('retry', { inbox: 'Aircall Phone' });
    await second?.signal('skip');
    expect(await written(7684)).toMatchObject({ state: 'done', written: ['summary'] });
    expect(await written(7685)).toMatchObject({ state: 'skipped' });
    expect(bodies()).toHaveLength(1);
    expect(notesAsked()).toHaveLength(1);
  });
});
