import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { aiNotesId, callWorkflowId } from '../../src/domain/ids.ts';
import { noteEventNames } from '../../src/domain/notes/note-kinds.ts';
import type { AiNotesOutcome } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import type { Body } from './body-of.ts';
import { endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { reusedHome } from './temporal-home.ts';

const marker = 'xylophone';
let stage: Stage;

/** One stage for the tests of a `describe`; each of them has a caller of its own. */
function useStage(yaml = ''): void {
  beforeAll(async () => {
    stage = await openStage(yaml, {}, reusedHome);
  });
  afterAll(() => stage.close());
}

const callerOf = (callId: number) => `+44207946${callId}`;

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
  await end(callId);
  stage.aircall.state.notes.set(callId, has);
  return await stage.outcomeOf(callId);
}

const end = async (callId: number, body: Body = endedCalls['inbound-answered']) =>
  await stage.deliver(await stage.now(body, callId, callerOf(callId), { comments: [], tags: [] }));

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
const comments = (callId: number) => stage.conversationOf(callerOf(callId)).comments;
/** A form has its own line breaks. */
const bodies = (callId: number) => comments(callId).map(({ body }) => body.replaceAll('\r\n', '\n'));
const notesAsked = (callId: number | string) =>
  stage.aircall.journal.find({
    path: new RegExp(`/calls/${callId}/(summary|topics|action_items|sentiments|transcription)$`),
  });
const frontAsked = () =>
  stage.front.journal.entries.map(({ method, path }) => `${method} ${path.replace(/_\w+/g, '')}`);

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

describe('notes', () => {
  useStage('rules: [{ on: comment, contains: invoice, tag: Follow-up }]\ncalls: { missed: skip }\n');

  it('cost one request to each vendor for a summary alone', async () => {
    await logged(7611, { summary: notes.summary });
    stage.front.journal.clear();
    stage.aircall.journal.clear();
    await announce('summary.created', 7611);
    await written(7611, 'ai-notes');
    expect(stage.aircall.journal.entries).toHaveLength(1);
    expect(frontAsked()).toEqual(['POST /conversations/cnv/comments']);
    expect(bodies(7611)).toEqual([`AI summary (Aircall)\n\n${notes.summary}\n\nAircall call: 7611`]);
  });

  it('trigger no rule on comments, and stay out of the table of calls', async () => {
    await logged(7621);
    await announce('summary.created', 7621);
    await written(7621);
    expect(bodies(7621)).toHaveLength(1);
    expect(stage.conversationOf(callerOf(7621)).tagIds).toEqual([]);
    const call = await stage.client.workflow.getHandle(callWorkflowId(7621)).fetchHistory();
    expect(JSON.stringify([call, stage.recordedOf(7621)])).not.toContain(marker);
  });

  it('become further comments if Front refuses to edit', async () => {
    onTestFinished(() => void (stage.front.behaviour.refusesEdits = false));
    await logged(7641);
    for (const event of ['summary.created', 'topics.created', 'action_item.created']) {
      await announce(event, 7641);
      await written(7641);
      stage.front.behaviour.refusesEdits = true;
    }
    expect(bodies(7641)).toEqual([
      `AI summary (Aircall)\n\n${notes.summary}\n\nAircall call: 7641`,
      'AI summary (Aircall)\n\nTopics: Invoice copy, Billing\n\nAircall call: 7641',
      'AI summary (Aircall)\n\nAction items:\n- Send the invoice\n- Call back\n\nAircall call: 7641',
    ]);
  });

  it('complete the comment of a run that was terminated', async () => {
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
    expect(bodies(7651)).toEqual([
      `AI summary (Aircall)\n\n${notes.summary}\n\nTopics: Invoice copy, Billing\n\nAircall call: 7651`,
    ]);
  });

  it('that Aircall announced but does not have are requested after 1, 5 and 30 minutes, then given up', async () => {
    await logged(7661, {});
    const startedAtSeconds = await stage.nowSeconds();
    await announce('summary.created', 7661);
    expect(await written(7661, 'ai-notes-given-up')).toMatchObject({ written: [], givenUp: ['summary'] });
    expect(notesAsked(7661)).toHaveLength(4);
    expect((await stage.nowSeconds()) - startedAtSeconds).toBeGreaterThanOrEqual(37 * 60);
    expect(bodies(7661)).toEqual([]);
  });

  it('are ignored and start nothing if Temporal does not know their call', async () => {
    expect(await announce('summary.created', 7681)).toBe('ignored');
    await expect(stage.client.workflow.getHandle(aiNotesId(7681)).describe()).rejects.toBeInstanceOf(
      WorkflowNotFoundError,
    );
  });

  it('are ignored if the configuration skipped their call', async () => {
    await end(7682, endedCalls.missed);
    expect(await stage.outcomeOf(7682)).toMatchObject({ state: 'skipped' });
    expect(await announce('summary.created', 7682)).toBe('ignored');
  });

  it('are written while the run of their call is open', async () => {
    stage.aircall.state.notes.set(7683, notes);
    await end(7683);
    await stage.stateOf(7683, ({ conversationId }) => typeof conversationId === 'string');
    await announce('summary.created', 7683);
    await written(7683);
    expect(bodies(7683)).toHaveLength(1);
  });
});

describe('notes of a company without the plan', () => {
  useStage();

  it('cost no further request for a day', async () => {
    stage.aircall.state.company.hasAiAssist = false;
    await logged(7671);
    await logged(7672);
    for (const callId of [7671, 7672]) {
      await announce('summary.created', callId);
      expect(await written(callId)).toMatchObject({ givenUp: ['summary'] });
    }
    expect(notesAsked('\\d+')).toHaveLength(1);
    expect([...bodies(7671), ...bodies(7672)]).toEqual([]);
  });
});

describe('a note of a parked call', () => {
  useStage('front: { inbox: Missing }\n');

  it('is written once its call is logged, but not if a person skips the call', async () => {
    for (const callId of [7684, 7685]) {
      stage.aircall.state.notes.set(callId, notes);
      await end(callId);
      await stage.stateOf(callId, ({ parked }) => parked.length > 0);
      await announce('summary.created', callId);
    }
    const [first, second] = [7684, 7685].map((callId) => stage.client.workflow.getHandle(callWorkflowId(callId)));
    await first?.signal('retry', { inbox: 'Aircall Phone' });
    await second?.signal('skip');
    expect(await written(7684)).toMatchObject({ state: 'done', written: ['summary'] });
    expect(await written(7685)).toMatchObject({ state: 'skipped' });
    expect(bodies(7684)).toHaveLength(1);
    expect(notesAsked('\\d+')).toHaveLength(1);
  });
});
