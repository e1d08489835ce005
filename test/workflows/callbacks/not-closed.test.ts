import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import {
  afterMiss,
  commentsOf,
  handleOf,
  isOpen,
  later,
  logCall,
  minuteMs,
  missCall,
  nextCaller,
  numberOf,
  outcomeOf,
  pass,
  report,
  rowOf,
  soon,
  stage,
  tagsOf,
  untilIdle,
  useCallbacks,
} from './stage.ts';

useCallbacks();

describe('a callback', () => {
  it.each<[what: string, how: (caller: string) => Promise<unknown>, attempts: number]>([
    [
      'a talk so short that a mailbox may have answered',
      (caller) => logCall('outbound-answered', caller, { talkSeconds: 19, ...soon }),
      1,
    ],
    ['an unanswered call', (caller) => logCall('outbound-unanswered', caller, soon), 1],
    [
      'an earlier call that is delivered late',
      (caller) => logCall('outbound-answered', caller, { agoSeconds: 300 }),
      0,
    ],
    [
      'an earlier reply that is delivered late',
      async (caller) => report(caller, { kind: 'reply', atSeconds: (await stage.nowSeconds()) - 300 }),
      0,
    ],
    [
      'the removal of another tag',
      async (caller) => report(caller, { kind: 'untagged', tag: 'VIP', atSeconds: await stage.nowSeconds() }),
      0,
    ],
    ['another missed call', (caller) => logCall('missed', caller), 0],
  ])('is not closed by %s', async (_, how, attempts) => {
    const { caller } = await missCall({ agoSeconds: 10 });
    await how(caller);
    await untilIdle(caller);
    expect(await isOpen(caller)).toBe(true);
    expect(tagsOf(caller)).toEqual(['Call back']);
    expect(await rowOf(caller)).toMatchObject({ state: 'open', attempts });
  });

  it('is not closed by a call that ended between two missed calls', async () => {
    const caller = numberOf(nextCaller());
    await logCall('missed', caller, { agoSeconds: 600 });
    const second = await logCall('missed', caller, { agoSeconds: 0 });
    await logCall('outbound-answered', caller, { agoSeconds: 300 });
    await untilIdle(caller);
    expect(await rowOf(caller)).toMatchObject({ state: 'open', misses: 1 });
    await logCall('outbound-answered', caller, await afterMiss(caller, 90));
    expect((await outcomeOf(caller)).callIds).toContain(second);
    expect(commentsOf(caller)).toEqual(['Called back by Anna Agent, 30 s after the missed call']);
  });

  it('does not open for a call logged after the caller was reached', async () => {
    const caller = numberOf(nextCaller());
    const answeredId = await logCall('outbound-answered', caller);
    await vi.waitUntil(() => stage.recordedOf(answeredId).length > 0, { timeout: 120_000 });
    await logCall('missed', caller, { agoSeconds: 200 });
    await expect(handleOf(caller).describe()).rejects.toThrow(WorkflowNotFoundError);
  });

  it('opens again for the next missed call', async () => {
    const caller = numberOf(nextCaller());
    await logCall('missed', caller);
    await logCall('outbound-answered', caller, later);
    await outcomeOf(caller);
    const next = await logCall('missed', caller, { agoSeconds: -300 });
    await pass(caller, 6 * minuteMs);
    await untilIdle(caller);
    expect(tagsOf(caller)).toEqual(['Call back']);
    expect(await rowOf(caller)).toMatchObject({ id: next, misses: 1, state: 'open' });
  });
});
