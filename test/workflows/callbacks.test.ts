import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import { countActions, totalOf } from '../../bench/price/count-actions.ts';
import type { Contact } from '../../src/domain/callbacks/debt.ts';
import type { Qualification } from '../../src/domain/qualification.ts';
import { skip } from '../../workflows/messages.ts';
import {
  commentsOf,
  costOf,
  digestOf,
  endedKinds,
  handleOf,
  isOpen,
  later,
  logCall,
  minuteMs,
  nextCaller,
  numberOf,
  otherLine,
  outcomeOf,
  pass,
  plainCall,
  report,
  rowOf,
  soon,
  stage,
  tagsOf,
  untilIdle,
  useCallbacks,
} from './callback-stage.ts';

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
    await vi.waitUntil(async () => (await rowOf(caller))?.misses === 10, { timeout: 20_000 });
    expect(tagsOf(caller)).toEqual(['Call back']);
    await logCall('inbound-answered', caller, { agoSeconds: -120 });
    const outcome = await outcomeOf(caller);
    expect(new Set(outcome.callIds)).toEqual(new Set(ids));
    expect(commentsOf(caller)).toHaveLength(1);
    expect(tagsOf(caller)).toEqual([]);
  });
});

describe('a callback', () => {
  it.each<
    [
      what: string,
      how: (caller: string, missedId: number) => Promise<unknown>,
      closedBy: Contact['kind'],
      comment: string | null,
    ]
  >([
    [
      'an inbound call',
      (caller) => logCall('inbound-answered', caller, later),
      'call',
      'Reached by Anna Agent, 1 min after the missed call',
    ],
    [
      'a call on another line',
      (caller) => logCall('outbound-answered', caller, { ...later, number: otherLine }),
      'call',
      'Called back by Anna Agent, 1 min after the missed call',
    ],
    [
      'a call by an agent without a name',
      (caller) => logCall('outbound-answered', caller, { ...later, user: null }),
      'call',
      'Called back, 1 min after the missed call',
    ],
    [
      'a reply',
      async (caller) => report(caller, { kind: 'reply', atSeconds: await stage.nowSeconds() }),
      'reply',
      null,
    ],
    [
      'archiving',
      async (caller) => report(caller, { kind: 'archived', atSeconds: await stage.nowSeconds() }),
      'archived',
      null,
    ],
    [
      'the removal of its tag',
      async (caller) => report(caller, { kind: 'untagged', tag: 'call back', atSeconds: await stage.nowSeconds() }),
      'untagged',
      null,
    ],
    ['a skip', (caller) => handleOf(caller).signal(skip), 'skipped', null],
  ])('is closed by %s', async (_, how, closedBy, comment) => {
    const caller = numberOf(nextCaller());
    const missedId = await logCall('missed', caller);
    await untilIdle(caller);
    await how(caller, missedId);
    expect(await outcomeOf(caller)).toEqual({ callIds: [missedId], closedBy });
    expect(tagsOf(caller)).toEqual([]);
    expect(commentsOf(caller)).toEqual(comment === null ? [] : [comment]);
  });

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
    const caller = numberOf(nextCaller());
    await logCall('missed', caller, { agoSeconds: 10 });
    await untilIdle(caller);
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
    await logCall('outbound-answered', caller, { agoSeconds: -90 });
    expect((await outcomeOf(caller)).callIds).toContain(second);
    expect(commentsOf(caller)).toEqual([
      expect.stringMatching(/^Called back by Anna Agent, 3\d s after the missed call$/),
    ]);
  });

  it('is closed at once by a talk that went on when the call was missed', async () => {
    const caller = numberOf(nextCaller());
    const missedId = await logCall('missed', caller);
    await untilIdle(caller);
    await logCall('outbound-answered', caller, { agoSeconds: -90, talkSeconds: 600 });
    await outcomeOf(caller);
    const row = stage.callbacksOf(missedId).at(-1);
    expect(row?.closedAtSeconds).toBe(row?.missedAtSeconds);
    expect(commentsOf(caller)).toEqual(['Called back by Anna Agent, 0 s after the missed call']);
  });

  it('does not open for a call logged after the caller was reached', async () => {
    const caller = numberOf(nextCaller());
    const answeredId = await logCall('outbound-answered', caller);
    await vi.waitUntil(() => stage.recordedOf(answeredId).length > 0, { timeout: 10_000 });
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
