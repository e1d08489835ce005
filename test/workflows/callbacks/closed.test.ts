import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../src/domain/callbacks/debt.ts';
import { skip } from '../../../workflows/messages.ts';
import {
  afterMiss,
  commentsOf,
  handleOf,
  hourMs,
  logCall,
  missCall,
  otherLine,
  outcomeOf,
  pass,
  report,
  stage,
  tagsOf,
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

  it('is closed at once by a talk that went on when the call was missed', async () => {
    const { caller, missedId } = await missCall();
    await logCall('outbound-answered', caller, { agoSeconds: -90, talkSeconds: 600 });
    await outcomeOf(caller);
    const row = stage.callbacksOf(missedId).at(-1);
    expect(row?.closedAtSeconds).toBe(row?.missedAtSeconds);
    expect(commentsOf(caller)).toEqual(['Called back by Anna Agent, 0 s after the missed call']);
  });

  // Last: the other tests' callbacks would be half a year old.
  it('stays unanswered after 180 days', async () => {
    const { caller, missedId } = await missCall();
    await pass(caller, 181 * 24 * hourMs);
    expect(await outcomeOf(caller)).toEqual({ callIds: [missedId], closedBy: 'expired' });
    expect(tagsOf(caller)).toEqual([]);
  });
});
