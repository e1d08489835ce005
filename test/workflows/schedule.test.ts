import { ScheduleOverlapPolicy } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureSchedule, reconcileScheduleId } from '../../src/adapters/temporal/operations/schedule.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import type { ReconcileOutcome } from '../../workflows/messages.ts';
import { playPastCall } from './play-past-call.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('', {}, realHome);
});
afterAll(() => stage.close());

const ago = (minutes: number): number => Math.floor(Date.now() / 1000) - minutes * 60;

describe('the schedule', () => {
  /** Has the schedule start one now. @returns what that came to */
  async function trigger(): Promise<ReconcileOutcome> {
    const schedule = stage.client.schedule.getHandle(reconcileScheduleId);
    const before = (await schedule.describe()).info.recentActions.length;
    // For schedules that may overlap, Temporal does not report the last result.
    await schedule.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
    const action = await expect
      .poll(async () => (await schedule.describe()).info.recentActions[before], { timeout: 120_000 })
      .toBeDefined()
      .then(async () => (await schedule.describe()).info.recentActions[before]);
    const { workflow } = action?.action ?? {};
    if (workflow === undefined) throw new Error('the schedule started nothing');
    return (await stage.client.workflow.getHandle(workflow.workflowId).result()) as ReconcileOutcome;
  }

  it('is created once, however many workers start, and stays paused once a person pauses it', async () => {
    expect(await ensureSchedule(stage.client, 'stage')).toEqual({ outcome: 'created' });
    const schedule = stage.client.schedule.getHandle(reconcileScheduleId);
    await schedule.pause('not now');
    expect(await ensureSchedule(stage.client, 'stage')).toEqual({ outcome: 'updated' });
    expect((await schedule.describe()).state).toMatchObject({ paused: true, note: 'not now' });
  });

  it('covers the last hours, but not a call that has only just ended', async () => {
    const late = await playPastCall(stage.aircall, { startedAtSeconds: ago(2), caller: '+44 20 7946 5006' });
    const early = await playPastCall(stage.aircall, { startedAtSeconds: ago(9), caller: '+44 20 7946 5007' });
    const outcome = await trigger();
    expect(outcome.startedIds).toEqual([early]);
    expect(outcome.counts.notEnded).toBe(1);
    expect(outcome.period.toSeconds - outcome.period.fromSeconds).toBe(3 * 3600);
    await expect(stage.client.workflow.getHandle(callWorkflowId(late)).describe()).rejects.toThrow('not found');
  });

  it('reaches back to a call that had not ended', async () => {
    const caller = '+44 20 7946 5009';
    const fiveHours = 300 * 60;
    const long = await playPastCall(stage.aircall, { startedAtSeconds: ago(300), talkSeconds: fiveHours, caller });
    const schedule = stage.client.schedule.getHandle(reconcileScheduleId);
    const asked = { fromSeconds: ago(301), toSeconds: ago(0) };
    await schedule.update(({ action, ...rest }) => ({ ...rest, action: { ...action, args: [{ period: asked }] } }));
    const first = await trigger();
    expect(first.openSinceSeconds).toBe(stage.aircall.state.calls.get(long)?.startedAtSeconds);
    await ensureSchedule(stage.client, 'stage');
    expect((await trigger()).period.fromSeconds).toBe(first.openSinceSeconds);
  });

  it('reaches back to the last run that succeeded', async () => {
    const schedule = stage.client.schedule.getHandle(reconcileScheduleId);
    const asked = { fromSeconds: ago(3 * 24 * 60), toSeconds: ago(2 * 24 * 60) };
    await schedule.update(({ action, ...rest }) => ({ ...rest, action: { ...action, args: [{ period: asked }] } }));
    expect((await trigger()).period).toEqual(asked);
    await ensureSchedule(stage.client, 'stage');
    const lost = await playPastCall(stage.aircall, { startedAtSeconds: ago(47 * 60), caller: '+44 20 7946 5008' });
    const fault = stage.aircall.faults.add({ path: '^/v1/calls$', times: 1, kind: 'status', status: 403 });
    await expect(trigger()).rejects.toThrow('failed');
    stage.aircall.faults.remove(fault);
    const outcome = await trigger();
    expect(outcome.period.fromSeconds).toBe(asked.toSeconds - 3 * 3600);
    expect(outcome.startedIds).toEqual([lost]);
  });
});
