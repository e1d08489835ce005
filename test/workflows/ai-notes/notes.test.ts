import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aiNotesId, callWorkflowId } from '../../../src/domain/ids.ts';
import { endedCalls } from '../ended-calls.ts';
import {
  announce,
  bodies,
  callerOf,
  end,
  frontAsked,
  logged,
  marker,
  notes,
  notesAsked,
  stage,
  useStage,
  written,
} from './stage.ts';

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
