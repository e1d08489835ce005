import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import { countActions, totalOf } from '../../../bench/price/count-actions.ts';
import type { Qualification } from '../../../src/domain/qualification.ts';
import {
  commentsOf,
  costOf,
  digestOf,
  endedKinds,
  handleOf,
  logCall,
  numberOf,
  outcomeOf,
  pass,
  plainCall,
  rowOf,
  stage,
  tagsOf,
  untilIdle,
  useCallbacks,
} from './stage.ts';

useCallbacks();

describe('a missed call', () => {
  it('is tagged at once, and the call back removes the tag and adds one comment', async () => {
    const caller = numberOf(7001);
    const missedId = await logCall('missed', caller);
    await untilIdle(caller);
    expect(tagsOf(caller)).toEqual(['Call back']);
    expect(await stage.callbacks.read(digestOf(caller))).toMatchObject({ misses: 1 });
    await pass(caller, 14 * 60_000 + 65_000);
    await logCall('outbound-answered', caller);
    expect(await outcomeOf(caller, 'callback-reached')).toEqual({ callIds: [missedId], closedBy: 'call' });
    expect(tagsOf(caller)).toEqual([]);
    expect(commentsOf(caller)).toEqual(['Called back by Anna Agent, 14 min after the missed call']);
    expect(await stage.callbacks.read(digestOf(caller))).toBeNull();
    expect(stage.callbacksOf(missedId).map(({ state, closedBy }) => [state, closedBy])).toEqual([
      ['open', null],
      ['closed', 'call'],
    ]);
    const { events } = await handleOf(caller).fetchHistory();
    const actions = countActions(events ?? []);
    expect(actions).toEqual({ start: 1, signal: 2, activity: 4, timer: 1, 'search attributes': 1 });
    // The test server writes down a signal-with-start, one action, as if it were two requests.
    expect(totalOf(actions) - 1).toBeLessThanOrEqual(8);
  });

  it.each<Qualification>(['voicemail', 'out-of-hours'])('opens a callback too when it is %s', async (kind) => {
    const caller = numberOf(kind === 'voicemail' ? 7002 : 7003);
    await logCall(kind, caller);
    await untilIdle(caller);
    expect(tagsOf(caller)).toEqual(['Call back']);
  });

  it.each<Qualification>(['ivr-abandoned', 'outbound-unanswered', 'inbound-answered', 'outbound-answered'])(
    'opens no callback when it is %s, at no extra cost',
    async (kind) => {
      const caller = numberOf(7010 + endedKinds.indexOf(kind));
      const cost = await costOf(() => logCall(kind, caller));
      await expect(handleOf(caller).describe()).rejects.toThrow(WorkflowNotFoundError);
      expect(cost).toEqual(await costOf(() => plainCall(kind)));
    },
  );

  it('opens no callback for an anonymous caller', async () => {
    const id = await logCall('missed', 'anonymous');
    await expect(handleOf(`anonymous-${id}`).describe()).rejects.toThrow(WorkflowNotFoundError);
  });

  it('opens a callback if reconcile finds it within a day, but not later', async () => {
    for (const [hours, opens] of [
      [23, true],
      [25, false],
    ] as const) {
      const caller = numberOf(7020 + hours);
      await logCall('missed', caller, { agoSeconds: hours * 3600 });
      expect(
        await handleOf(caller)
          .describe()
          .then(
            () => true,
            () => false,
          ),
      ).toBe(opens);
    }
  });

  it('opens one callback with one tag for ten missed calls at once', async () => {
    const caller = numberOf(7050);
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, nth) => logCall('missed', caller, { agoSeconds: nth })),
    );
    await untilIdle(caller);
    await vi.waitUntil(async () => (await rowOf(caller))?.misses === 10, { timeout: 120_000, interval: 250 });
    expect(tagsOf(caller)).toEqual(['Call back']);
    await logCall('inbound-answered', caller, { agoSeconds: -120 });
    const outcome = await outcomeOf(caller);
    expect(new Set(outcome.callIds)).toEqual(new Set(ids));
    expect(commentsOf(caller)).toHaveLength(1);
    expect(tagsOf(caller)).toEqual([]);
  });
});
