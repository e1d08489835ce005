import { describe, expect, it } from 'vitest';
import { callWorkflowId } from '../../../src/domain/ids.ts';
import { announce, bodies, end, logged, notes, notesAsked, stage, useStage, written } from './stage.ts';

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
