import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReconcileOutcome, reconcileType } from '../../workflows/messages.ts';
import { replay } from '../replay/golden.ts';
import { playPastCalls } from './play-past-call.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('lines: { "50002": { log: false } }\n', {}, realHome);
});
afterAll(() => stage.close());

it('reconcile reads more pages than one history can hold, and more calls than Aircall lists at once', async () => {
  const now = Math.floor(Date.now() / 1000);
  const hour = 3600;
  await playPastCalls(stage.aircall, 6000, { startedAtSeconds: now - 90 * hour, line: 50002 });
  await playPastCalls(stage.aircall, 5000, { startedAtSeconds: now - 80 * hour, line: 50002 });
  const handle = await stage.client.workflow.start(reconcileType, {
    workflowId: 'reconcile-long-list',
    taskQueue: 'stage',
    args: [{ period: { fromSeconds: now - 100 * hour, toSeconds: now - 70 * hour } }],
  });
  const { counts } = (await handle.result()) as ReconcileOutcome;
  expect(counts).toMatchObject({ seen: 11_000, unwanted: 11_000, started: 0 });
  const history = await stage.client.workflow.getHandle(handle.workflowId).fetchHistory();
  expect(history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).not.toBe('');
  await replay(history, handle.workflowId);
});
