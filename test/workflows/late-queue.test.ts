import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCallEvent } from '../../src/adapters/aircall/to-call-event.ts';
import { type CallStarter, createCallStarter } from '../../src/adapters/temporal/call-starter.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { settingsFor } from '../../src/domain/line-routing.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

const lateQueue = 'stage-late';
let stage: Stage;
let starter: CallStarter;
beforeAll(async () => {
  stage = await openStage();
  const { client, preferences } = stage;
  const settingsOf = (line: Parameters<typeof settingsFor>[1]) => settingsFor(preferences, line);
  starter = createCallStarter({ client, taskQueue: 'stage', lateQueue, settingsFor: settingsOf, deadlineMs: 10_000 });
});
afterAll(() => stage.close());

/** Tells of a call that ended so long ago. @returns the task queue of its first activity */
async function queueOf(id: number, caller: string, endedAgoSeconds: number): Promise<string | null | undefined> {
  const endedAt = (await stage.nowSeconds()) - endedAgoSeconds;
  const times = { started_at: endedAt - 40, answered_at: endedAt - 30, ended_at: endedAt };
  const body = await stage.now(bodyOf('a6-call.ended.inbound-answered'), id, caller, times);
  await starter.tell(toCallEvent(body));
  const run = stage.client.workflow.getHandle(callWorkflowId(id));
  const first = async () => {
    const { events } = await run.fetchHistory();
    return events?.find((event) => event.activityTaskScheduledEventAttributes)?.activityTaskScheduledEventAttributes;
  };
  await expect.poll(first, { timeout: 20_000 }).toBeTruthy();
  const scheduled = await first();
  await run.terminate('the test has seen enough');
  return scheduled?.taskQueue?.name;
}

describe('a call that ended', () => {
  it('half a minute ago is written at once', async () => {
    expect(await queueOf(3101, '+44 20 7946 3101', 30)).toBe('stage');
  });

  it('longer ago lets live calls go first', async () => {
    expect(await queueOf(3102, '+44 20 7946 3102', 150)).toBe(lateQueue);
  });
});
