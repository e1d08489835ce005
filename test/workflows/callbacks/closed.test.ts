import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import type { Contact } from '../../../src/domain/callbacks/debt.ts';
import { skip } from '../../../workflows/messages.ts';
import {
  afterMiss,
  commentsOf,
  handleOf,
  hourMs,
  isOpen,
  later,
  logCall,
  minuteMs,
  missCall,
  nextCaller,
  numberOf,
  otherLine,
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
      async (caller) => logCall('inbound-answered', caller, await afterMiss(caller, 150)),
      'call',
      'Reached by Anna Agent, 1 min after the missed call',
    ],
    [
      'a call on another line',
      async (caller) => logCall('outbound-answered', caller, { ...(await afterMiss(caller, 150)), number: otherLine }),
      'call',
      'Called back by Anna Agent, 1 min after the missed call',
    ],
    [
      'a call by an agent without a name',
      async (caller) => logCall('outbound-answered', caller, { ...(await afterMiss(caller, 150)), user: null }),
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
    const { caller, missedId } = await missCall();
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

  it('is closed at once by a talk that went on when the call was missed', async () => {
    const { caller, missedId } = await missCall();
    await logCall('outbound-answered', caller, { agoSeconds: -90, talkSeconds: 600 });
    await outcomeOf(caller);
    const row = stage.callbacksOf(missedId).at(-1);
    expect(row?.closedAtSeconds).toBe(row?.missedAtSeconds);
    expect(commentsOf(caller)).toEqual(['Called back by Anna Agent, 0 s after the missed call']);
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

  // Last: the other tests' callbacks would be half a year old.
  it('stays unanswered after 180 days', async () => {
    const { caller, missedId } = await missCall();
    await pass(caller, 181 * 24 * hourMs);
    expect(await outcomeOf(caller)).toEqual({ callIds: [missedId], closedBy: 'expired' });
    expect(tagsOf(caller)).toEqual([]);
  });
});
