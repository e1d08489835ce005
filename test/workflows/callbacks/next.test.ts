import { describe, expect, it, vi } from 'vitest';
import { skip } from '../../../workflows/messages.ts';
import {
  commentsOf,
  handleOf,
  isParked,
  logCall,
  minuteMs,
  missCall,
  moveToWeekday,
  outcomeOf,
  pass,
  rowOf,
  stage,
  tagsOf,
  untilIdle,
  untilParked,
  useCallbacks,
} from './stage.ts';

useCallbacks();

const soonEnough = { timeout: 120_000, interval: 250 };
/** Ended between a call that was missed a minute ago and one that is missed now. */
const between = { agoSeconds: 30, talkSeconds: 25 };
const later = { agoSeconds: -90, talkSeconds: 60 };

describe('a call missed after the caller was reached', () => {
  it('is tagged although the database is away', async () => {
    const { caller, missedId: first } = await missCall({ agoSeconds: 60 });
    stage.ledgerIsAway(true);
    await logCall('outbound-answered', caller, between);
    await vi.waitUntil(() => tagsOf(caller).length === 0, soonEnough);
    const next = await logCall('missed', caller);
    await vi.waitUntil(() => tagsOf(caller).length > 0, soonEnough).finally(() => stage.ledgerIsAway(false));
    await vi.waitUntil(() => stage.callbacksOf(next).length > 0, soonEnough);
    expect(stage.callbacksOf(first).at(-1)).toMatchObject({ state: 'closed', closedBy: 'call' });
    expect(stage.callbacksOf(next).at(-1)).toMatchObject({ state: 'open' });
    await logCall('outbound-answered', caller, later);
    expect(await outcomeOf(caller)).toEqual({ callIds: [first, next], closedBy: 'call' });
  });

  it('stays open when a person skips the closing that Front refuses', async () => {
    const { caller } = await missCall({ agoSeconds: 60 });
    const fault = stage.front.faults.add({ method: 'DELETE', path: '/tags$', kind: 'status', status: 422 });
    await logCall('outbound-answered', caller, between);
    await untilParked(caller);
    const next = await logCall('missed', caller);
    await handleOf(caller).signal(skip);
    stage.front.faults.remove(fault);
    await vi.waitUntil(async () => !(await isParked(caller)), soonEnough);
    await untilIdle(caller);
    expect(await rowOf(caller)).toMatchObject({ id: next, state: 'open', misses: 1 });
    await handleOf(caller).signal(skip);
    expect(await outcomeOf(caller)).toMatchObject({ closedBy: 'skipped' });
  });

  it('gets its own steps when the call that reached the caller is found late', async () => {
    await moveToWeekday(1, 10, 0);
    const { caller } = await missCall();
    await pass(caller, 25 * minuteMs);
    await logCall('missed', caller);
    const missedAtSeconds = await stage.nowSeconds();
    await pass(caller, 6 * minuteMs);
    expect(await rowOf(caller)).toMatchObject({ state: 'overdue', misses: 2 });
    await logCall('outbound-answered', caller, { agoSeconds: 15 * 60 });
    await untilIdle(caller);
    expect(await rowOf(caller)).toMatchObject({ state: 'open', misses: 1 });
    expect((await rowOf(caller))?.nextStepAtSeconds).toBeLessThanOrEqual(missedAtSeconds + 30 * 60);
    expect((await handleOf(caller).describe()).searchAttributes['CallthreadCallback']).toEqual(['open']);
    expect(commentsOf(caller)).toEqual(['Not called back yet.']);
    await pass(caller, 25 * minuteMs);
    expect(commentsOf(caller)).toEqual(['Not called back yet.', 'Not called back yet.']);
    expect(await rowOf(caller)).toMatchObject({ state: 'overdue' });
    await logCall('outbound-answered', caller, later);
    expect(await outcomeOf(caller)).toMatchObject({ closedBy: 'call' });
    expect(tagsOf(caller)).toEqual([]);
  });
});
