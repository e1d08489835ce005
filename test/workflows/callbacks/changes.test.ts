import { describe, expect, it, vi } from 'vitest';
import { createCallbacks } from '../../../src/adapters/temporal/calls/callbacks.ts';
import { retry } from '../../../workflows/messages.ts';
import {
  afterMiss,
  assigneeOf,
  commentsOf,
  digestOf,
  handleOf,
  hourMs,
  later,
  logCall,
  logSkippedCall,
  missCall,
  moveToWeekday,
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
  untilParked,
  useCallbacks,
} from './stage.ts';

useCallbacks();

/** A missed call whose tag Front refuses until the callback is parked. @returns the caller */
async function missAndPark(): Promise<string> {
  const caller = numberOf(nextCaller());
  const fault = stage.front.faults.add({ method: 'POST', path: '/tags$', kind: 'status', status: 422 });
  await logCall('missed', caller);
  await untilParked(caller);
  stage.front.faults.remove(fault);
  return caller;
}

describe('a step that Front refuses', () => {
  it('parks, and is dropped when the caller is reached', async () => {
    const caller = await missAndPark();
    await logCall('outbound-answered', caller, later);
    expect(await outcomeOf(caller, 'callback-parked')).toMatchObject({ closedBy: 'call' });
    expect(commentsOf(caller)).toHaveLength(1);
    expect((await handleOf(caller).describe()).searchAttributes['CallthreadState'] ?? []).toEqual([]);
  });

  it('runs again on retry', async () => {
    const caller = await missAndPark();
    await handleOf(caller).signal(retry);
    await vi.waitUntil(() => tagsOf(caller).length > 0, { timeout: 120_000 });
    expect(tagsOf(caller)).toEqual(['Call back']);
  });
});

describe('a callback of a caller whose conversation changes', () => {
  it('begins in an archived conversation that the missed call opens late', async () => {
    const caller = numberOf(nextCaller());
    await logCall('inbound-answered', caller, { agoSeconds: 600 });
    stage.front.state.archiveConversation(stage.conversationOf(caller).id);
    stage.front.faults.add({ method: 'PATCH', path: '/conversations/', kind: 'delay', delayMs: 1500, times: 1 });
    await logCall('missed', caller);
    await untilIdle(caller);
    expect(tagsOf(caller)).toEqual(['Call back']);
    expect(await rowOf(caller)).toMatchObject({ state: 'open' });
  });

  it('assigns the backup although a short call back assigned its agent', async () => {
    await moveToWeekday(1, 10, 0);
    const { caller } = await missCall();
    await logCall('outbound-answered', caller, { talkSeconds: 5, ...soon });
    expect(assigneeOf(caller)).toBe('anna.agent@example.com');
    await pass(caller, 2.2 * hourMs);
    expect(assigneeOf(caller)).toBe('ben.backup@example.com');
  });

  it('continues in the new conversation of a call missed after the first was deleted', async () => {
    await moveToWeekday(1, 10, 0);
    const { caller } = await missCall();
    stage.front.state.deleteConversation(stage.conversationOf(caller).id);
    // The second step is due for the first call, and not yet for the next.
    const { endedAtSeconds: untilSeconds } = await afterMiss(caller, 30 * 60 + 20);
    const second = await logCall('missed', caller, { agoSeconds: -60 });
    const conversation = stage.front.state.conversations.find(({ messages }) =>
      messages.some(({ externalId }) => externalId === `aircall-${second}-call`),
    );
    await stage.home.passUntil(handleOf(caller).workflowId, untilSeconds * 1000);
    await untilIdle(caller);
    expect(await rowOf(caller)).toMatchObject({ id: second, state: 'open', misses: 1 });
    expect(conversation?.tagIds).toHaveLength(1);
  });
});

describe('a call that is reported', () => {
  it('twice is one attempt', async () => {
    const { caller } = await missCall();
    const at = (await stage.nowSeconds()) + 5;
    const attempt = { kind: 'call', callId: 1, direction: 'outbound', answeredAtSeconds: null } as const;
    const contact = { ...attempt, endedAtSeconds: at, agentName: null, reached: false, assigneeId: null };
    await report(caller, contact);
    await report(caller, contact);
    await untilIdle(caller);
    expect(await rowOf(caller)).toMatchObject({ attempts: 1 });
  });

  it('without being logged closes the callback', async () => {
    const { caller } = await missCall();
    await logSkippedCall('outbound-answered', caller, later);
    expect(await outcomeOf(caller)).toMatchObject({ closedBy: 'call' });
    expect(tagsOf(caller)).toEqual([]);
  });
});

describe('a callback that was opened with other encryption keys', () => {
  it('gets the calls and contacts of its caller', async () => {
    const { caller } = await missCall();
    const keys = ['00112233445566778899aabbccddeeff', null] as const;
    const rekeyed = createCallbacks({ client: stage.client, taskQueue: 'stage', keys, timeoutMs: 120_000 });
    const digest = digestOf(caller);
    expect(await rekeyed.read(digest)).toMatchObject({ misses: 1 });
    const endedAtSeconds = await stage.nowSeconds();
    const line = { id: 50_001, name: 'Support' };
    const miss = { callId: 2, endedAtSeconds, line, steps: [], conversationId: 'cnv_1', assigneeId: null };
    await rekeyed.open(digest, { caller: { kind: 'number', e164: caller }, callerName: null }, miss, false);
    expect(await rowOf(caller)).toMatchObject({ misses: 2 });
    expect(await rekeyed.report(digest, { kind: 'reply', atSeconds: endedAtSeconds + 1 })).toBe(true);
    expect(await outcomeOf(caller)).toMatchObject({ closedBy: 'reply' });
  });
});
