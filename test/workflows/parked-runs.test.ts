import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerIfParked,
  countParked,
  listParkedRuns,
  signalRun,
  type WhichParked,
} from '../../src/adapters/temporal/calls/answer-parked.ts';
import { readRunState } from '../../src/adapters/temporal/calls/call-state.ts';
import { callWorkflowId, undoOnArchiveId } from '../../src/domain/ids.ts';
import { archived, type UndoOnArchiveInput } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s }\nlines: { "50001": { inbox: Nowhere } }\n', {}, realHome);
  stage.front.faults.add({ path: '/conversations/cnv_nowhere', kind: 'status', status: 409 });
});
afterAll(() => stage.close());

async function park(callId: number): Promise<string> {
  await stage.deliver(await stage.now(bodyOf('a6-call.ended.inbound-answered'), callId, `+44 20 7946 ${callId}`));
  await stage.stateOf(callId, ({ state }) => state === 'parked');
  return callWorkflowId(callId);
}

/** An undoing that has failed for good. @param letter makes its conversation's id */
async function parkUndo(letter: string): Promise<string> {
  const conversationId = `cnv_${letter}`;
  const workflowId = undoOnArchiveId(conversationId);
  const input: UndoOnArchiveInput = { conversationId, undo: [{ kind: 'untag', tag: 'Follow-up' }] };
  const handle = await stage.client.workflow.start('undoOnArchive', { workflowId, taskQueue: 'stage', args: [input] });
  await handle.signal(archived);
  await expect
    .poll(async () => (await readRunState(stage.client, workflowId))?.state, { timeout: 120_000 })
    .toBe('parked');
  return workflowId;
}

/** Temporal's lists are a moment behind. */
const listed = (which: WhichParked = {}) =>
  expect.poll(
    async () => {
      const ids: string[] = [];
      for await (const { workflowId } of listParkedRuns(stage.client, which)) ids.push(workflowId);
      return ids.toSorted();
    },
    { timeout: 120_000 },
  );

describe('parked runs', () => {
  it('are listed by failure, both calls and undos, and answered one by one', async () => {
    const { client, front } = stage;
    const calls = [await park(3001), await park(3002), await park(3003)];
    const undo = await parkUndo('nowhere1');
    const fault = front.faults.add({ path: '/conversations$', kind: 'status', status: 401 });
    const refused = await park(3004);
    front.faults.remove(fault);

    await listed().toEqual([undo, ...calls, refused].toSorted());
    await listed({ failure: 'FrontUnauthorized' }).toEqual([refused]);
    await listed({ taskQueue: 'another' }).toEqual([]);
    expect(await countParked(client, { failure: 'FrontNotFound' })).toBe(3);

    const retry = { kind: 'retry', correction: { inbox: 'Support' } } as const;
    const [first = '', second = '', third = ''] = calls;
    expect(await answerIfParked(client, first, retry, { failure: 'FrontUnauthorized' })).toBe(false);
    for (const id of [first, second]) expect(await answerIfParked(client, id, retry, {})).toBe(true);
    for (const id of [3001, 3002]) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    expect(await answerIfParked(client, first, retry)).toBe(false);
    expect(await answerIfParked(client, 'call-1', retry)).toBe(false);
    await listed().toEqual([undo, third, refused].toSorted());

    for (const id of [third, refused]) expect(await answerIfParked(client, id, { kind: 'skip' })).toBe(true);
    expect(await stage.outcomeOf(3003)).toMatchObject({ state: 'skipped' });
    const closed = await readRunState(client, third);
    expect(closed).toMatchObject({ running: false, state: 'skipped', failure: null });
    expect(await signalRun(client, { workflowId: third, runId: closed?.runId ?? '' }, retry)).toBe(false);
  });

  it('can be undos, which are retried or given up like calls', async () => {
    const { client } = stage;
    const [again, given] = [undoOnArchiveId('cnv_nowhere1'), await parkUndo('nowhere2')];
    const handle = client.workflow.getHandle(again);
    const failures = async () =>
      ((await handle.fetchHistory()).events ?? []).filter((event) => event.activityTaskFailedEventAttributes != null);
    expect(await failures()).toHaveLength(1);
    expect(await answerIfParked(client, again, { kind: 'retry', correction: {} })).toBe(true);
    await expect.poll(failures, { timeout: 120_000 }).toHaveLength(2);
    await expect.poll(async () => (await readRunState(client, again))?.state, { timeout: 120_000 }).toBe('parked');
    for (const id of [again, given]) {
      expect(await answerIfParked(client, id, { kind: 'skip' })).toBe(true);
      const undo = client.workflow.getHandle(id);
      expect(await undo.result()).toEqual({ state: 'skipped', undone: [] });
      await replay(await undo.fetchHistory(), id);
    }
    await keepGolden('undo-parked-and-skipped', await handle.fetchHistory());
    await listed().toEqual([]);
  });
});
