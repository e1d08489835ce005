import { describe, expect, it, vi } from 'vitest';
import {
  logCall,
  nextCaller,
  numberOf,
  outcomeOf,
  stage,
  tagsOf,
  untilIdle,
  useCallbacks,
} from './callback-stage.ts';

useCallbacks();

const soonEnough = { timeout: 20_000, interval: 50 };
/** Ended between a call that was missed a minute ago and one that is missed now. */
const between = { agoSeconds: 30, talkSeconds: 25 };
const later = { agoSeconds: -90, talkSeconds: 60 };

describe('a call missed after the caller was reached', () => {
  it('is tagged although the database is away', async () => {
    const caller = numberOf(nextCaller());
    const first = await logCall('missed', caller, { agoSeconds: 60 });
    await untilIdle(caller);
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
});
