import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callerLockId, callWorkflowId } from '../../src/domain/ids.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s, settle: 100ms }\n', {}, realHome);
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const ben = { id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' };

const handleOf = (callId: number) => stage.client.workflow.getHandle(callWorkflowId(callId));
/** Front refuses to import this call's entries. */
const refuse = (callId: number, status = 500, headers: Record<string, string> = {}) =>
  stage.front.faults.add({
    method: 'POST',
    path: '/imported_messages$',
    request: `aircall-${callId}-`,
    kind: 'status',
    status,
    headers,
  });
/** The same, after ten seconds for each of four attempts, in which the call holds the lock. */
const hold = (callId: number) =>
  stage.front.faults.add({
    method: 'POST',
    path: '/imported_messages$',
    request: `aircall-${callId}-`,
    kind: 'status',
    delayMs: 10_000,
  });
const waitsForLock = (callId: number) =>
  stage.stateOf(callId, ({ waitingFor }) => waitingFor.includes('another call of this caller'));

// Those that wait for real pauses run at the same time: each has a caller of its own, and faults for its own calls.
describe("the caller's lock", () => {
  it.concurrent('is held by one after another of ten concurrent calls of one unknown number', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => 6010 + index);
    await Promise.all(ids.map(async (id) => stage.deliver(await stage.now(answered, id, '+44 20 7946 6010'))));
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    const { messages, assigneeId } = stage.conversationOf('+442079466010');
    expect(messages).toHaveLength(30);
    expect(assigneeId).not.toBeNull();
    const owners = stage.front.state.contacts.filter(({ handles }) =>
      handles.some(({ handle }) => handle === '+442079466010'),
    );
    expect(owners).toHaveLength(1);
  });

  it.concurrent('is free within a minute after its holder is terminated', async () => {
    const caller = '+44 20 7946 6001';
    const delay = { kind: 'delay', delayMs: 25_000, times: 1 } as const;
    stage.front.faults.add({ method: 'POST', path: '/contacts$', request: '2079466001', ...delay });
    await stage.deliver(await stage.now(answered, 6001, caller));
    await vi.waitUntil(() => stage.front.journal.find({ method: 'GET', path: /2079466001/ }).length > 0, 120_000);
    const requestedAtMs = Date.now();
    await stage.deliver(await stage.now(answered, 6002, caller));
    await waitsForLock(6002);
    // The holder's request is under way when the holder ends, and creates the contact within the ten seconds after it.
    await sleep(requestedAtMs + 17_000 - Date.now());
    await handleOf(6001).terminate();
    const terminatedAtMs = Date.now();
    expect(await stage.outcomeOf(6002)).toMatchObject({ state: 'done' });
    // Of them the lock takes 40 at most.
    expect(Date.now() - terminatedAtMs).toBeLessThan(180_000);
    expect(stage.front.state.contacts.filter(({ name }) => name === '+442079466001')).toHaveLength(1);
  });

  it.concurrent('is free within a minute after it is terminated itself', async () => {
    const caller = '+44 20 7946 6003';
    hold(6003);
    await stage.deliver(await stage.now(answered, 6003, caller));
    await stage.stateOf(6003, ({ steps }) => 'contact' in steps);
    await stage.deliver(await stage.now(answered, 6004, caller));
    await waitsForLock(6004);
    await stage.client.workflow.getHandle(callerLockId('+442079466003')).terminate();
    expect(await stage.outcomeOf(6004)).toMatchObject({ state: 'done' });
    await handleOf(6003).terminate();
  });

  it.concurrent('is released for the next call while its holder retries a 500 from Front', async () => {
    const caller = '+44 20 7946 6005';
    const fault = refuse(6005);
    await stage.deliver(await stage.now(answered, 6005, caller, { user: ben }));
    await stage.stateOf(6005, ({ steps }) => 'contact' in steps);
    await stage.deliver(await stage.now(answered, 6006, caller));
    const deliveredAtMs = Date.now();
    await stage.stateOf(6006, ({ steps }) => 'append' in steps, 180_000);
    expect(Date.now() - deliveredAtMs).toBeLessThan(180_000);
    const { waitingFor, parked } = await stage.stateOf(6005, ({ waitingFor: what }) =>
      /append again/.test(what.join()),
    );
    expect([waitingFor.join(), parked]).toEqual([expect.stringContaining('FrontOutcomeUnknown'), []]);
    stage.front.faults.remove(fault);
    await handleOf(6005).signal('retry');
    expect(await stage.outcomeOf(6005, 'retried-without-the-lock')).toMatchObject({ state: 'done' });
    expect(await stage.outcomeOf(6006)).toMatchObject({ state: 'done' });
    const { messages } = stage.conversationOf('+442079466005');
    expect(messages).toHaveLength(6);
  });

  it.concurrent('is released at once while a call waits as long as Retry-After asks', async () => {
    const caller = '+44 20 7946 6040';
    const fault = refuse(6040, 503, { 'retry-after': '3600' });
    await stage.deliver(await stage.now(answered, 6040, caller));
    await stage.stateOf(6040, ({ steps }) => 'contact' in steps);
    const deliveredAtMs = Date.now();
    await stage.deliver(await stage.now(answered, 6041, caller));
    expect(await stage.outcomeOf(6041)).toMatchObject({ state: 'done' });
    expect(Date.now() - deliveredAtMs).toBeLessThan(180_000);
    await stage.stateOf(6040, ({ waitingFor }) => /append again, after FrontOutcomeUnknown/.test(waitingFor.join()));
    const { events } = await handleOf(6040).fetchHistory();
    const timers = events?.flatMap(
      ({ timerStartedEventAttributes: timer }) => timer?.startToFireTimeout?.seconds ?? [],
    );
    expect(Number(timers?.at(-1))).toBeGreaterThan(3_500);
    const refused = () =>
      stage.front.journal
        .find({ path: /imported_messages$/, request: 'aircall-6040-' })
        .filter(({ status }) => status === 503);
    expect(refused()).toHaveLength(1);
    stage.front.faults.remove(fault);
    await handleOf(6040).signal('retry');
    expect(await stage.outcomeOf(6040)).toMatchObject({ state: 'done' });
    expect(stage.conversationOf('+442079466040').messages).toHaveLength(6);
  });

  it.concurrent('is not needed by a call without a number, which retries as long as the others', async () => {
    const fault = refuse(6020, 503);
    await stage.deliver(await stage.now(answered, 6020, 'anonymous'));
    const again = ({ waitingFor }: { waitingFor: string[] }): boolean => /again, after/.test(waitingFor.join());
    const { parked } = await stage.stateOf(6020, (state) => again(state) || state.parked.length > 0, 180_000);
    expect(parked).toEqual([]);
    stage.front.faults.remove(fault);
    await handleOf(6020).signal('retry');
    expect(await stage.outcomeOf(6020)).toMatchObject({ state: 'done' });
  });
});
