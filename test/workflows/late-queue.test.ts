import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCallEvent } from '../../src/adapters/aircall/to-call.ts';
import { type CallStarter, createCallStarter } from '../../src/adapters/temporal/calls/start-call.ts';
import type { CallEvent } from '../../src/domain/call-event.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { settingsFor } from '../../src/domain/settings.ts';
import { callWorkflowType } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

const lateQueue = 'stage-late';
let stage: Stage;
let starter: CallStarter;
let workers = 1;
beforeAll(async () => {
  stage = await openStage();
  const { client, preferences } = stage;
  const settingsOf = (line: Parameters<typeof settingsFor>[1]) => settingsFor(preferences, line);
  starter = createCallStarter({
    client,
    taskQueue: 'stage',
    lateQueue,
    hasNoWorker: () => Promise.resolve(workers === 0),
    settingsFor: settingsOf,
    deadlineMs: 10_000,
  });
});
afterAll(() => stage.close());

interface EndedCall {
  id: number;
  endedAgoSeconds: number;
}

async function eventOf({ id, endedAgoSeconds }: EndedCall, nowSeconds: number): Promise<CallEvent> {
  const endedAt = nowSeconds - endedAgoSeconds;
  const times = { started_at: endedAt - 40, answered_at: endedAt - 30, ended_at: endedAt };
  const caller = `+44 20 7946 ${id}`;
  return toCallEvent(await stage.now(bodyOf('a6-call.ended.inbound-answered'), id, caller, times));
}

/** @returns the task queue of the call's workflow, if it is reported by this clock */
async function queueOf(ended: EndedCall): Promise<string | undefined> {
  await starter.deliver(await eventOf(ended, Math.floor(Date.now() / 1000)));
  const run = stage.client.workflow.getHandle(callWorkflowId(ended.id));
  const { taskQueue } = await run.describe();
  await run.terminate('the test has seen enough');
  return taskQueue;
}

/** @returns the task queue of the first activity of a call whose workflow is with those of live calls, by Temporal's clock */
async function writtenBy(ended: EndedCall): Promise<string | null | undefined> {
  const { client, preferences } = stage;
  const event = await eventOf(ended, await stage.nowSeconds());
  const settings = settingsFor(preferences, event.call.line);
  const run = await client.workflow.start(callWorkflowType, {
    workflowId: callWorkflowId(ended.id),
    taskQueue: 'stage',
    args: [{ callId: ended.id, settings, queues: { live: 'stage', late: lateQueue }, event }],
  });
  const first = async () => {
    const { events } = await run.fetchHistory();
    return events?.find((one) => one.activityTaskScheduledEventAttributes)?.activityTaskScheduledEventAttributes;
  };
  await expect.poll(first, { timeout: 120_000 }).toBeTruthy();
  const scheduled = await first();
  await run.terminate('the test has seen enough');
  return scheduled?.taskQueue?.name;
}

describe('a call that ended', () => {
  it('half a minute before it is reported goes to the live queue', async () => {
    expect(await queueOf({ id: 3101, endedAgoSeconds: 30 })).toBe('stage');
  });

  it('longer before it is reported goes to the late queue', async () => {
    expect(await queueOf({ id: 3102, endedAgoSeconds: 150 })).toBe(lateQueue);
  });

  it('just now goes to the late queue while there is no worker', async () => {
    workers = 0;
    expect(await queueOf({ id: 3103, endedAgoSeconds: 30 })).toBe(lateQueue);
    workers = 1;
    expect(await queueOf({ id: 3104, endedAgoSeconds: 30 })).toBe('stage');
  });

  it('half a minute before it is processed is written at once', async () => {
    expect(await writtenBy({ id: 3105, endedAgoSeconds: 30 })).toBe('stage');
  });

  it('longer before it is processed is written from the late queue', async () => {
    expect(await writtenBy({ id: 3106, endedAgoSeconds: 150 })).toBe(lateQueue);
  });
});
