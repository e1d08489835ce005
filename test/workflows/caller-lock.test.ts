import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCallerTurns } from '../../src/adapters/temporal/caller-turns.ts';
import { callerLockId } from '../../src/domain/ids.ts';
import { callerLockType, retry } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s, settle: 1s }\n', {}, realHome);
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');

describe('the turn of a caller', () => {
  it('goes to the next when its holder is gone', async () => {
    const lock = callerLockId('+442079466001');
    const args = [{ holder: 'call-terminated', patienceMs: 2_000 }];
    await stage.client.workflow.start(callerLockType, { workflowId: lock, taskQueue: 'stage', args });
    const began = Date.now();
    await stage.tell(await stage.now(answered, 6001, '+44 20 7946 6001'));
    expect(await stage.outcomeOf(6001)).toMatchObject({ state: 'done' });
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_900);
    expect((await stage.client.workflow.getHandle(lock).describe()).status.name).toBe('COMPLETED');
  });

  it("is nobody else's while its holder runs, however long that takes", async () => {
    const lock = callerLockId('+442079466002');
    const slow = await stage.client.workflow.start(callerLockType, {
      workflowId: 'some-holder',
      taskQueue: 'stage',
      args: [{ holder: 'nobody' }],
    });
    const args = [{ holder: slow.workflowId, patienceMs: 500 }];
    await stage.client.workflow.start(callerLockType, { workflowId: lock, taskQueue: 'stage', args });
    await stage.tell(await stage.now(answered, 6002, '+44 20 7946 6002'));
    const looks = async (): Promise<number> => {
      const { events } = await slow.fetchHistory();
      return (events ?? []).filter(({ workflowExecutionSignaledEventAttributes: signal }) => signal).length;
    };
    await vi.waitUntil(async () => (await looks()) >= 2, { timeout: 20_000, interval: 100 });
    expect(stage.front.state.contacts.flatMap(({ handles }) => handles.map(({ handle }) => handle))).not.toContain(
      '+442079466002',
    );
    await slow.terminate();
    expect(await stage.outcomeOf(6002)).toMatchObject({ state: 'done' });
  });

  it('is taken one after another by ten calls of one unknown number that come at once', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => 6010 + index);
    await Promise.all(ids.map(async (id) => stage.tell(await stage.now(answered, id, '+44 20 7946 6010'))));
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    const { messages, assigneeId } = stage.conversationOf('+442079466010');
    expect(messages).toHaveLength(30);
    expect(assigneeId).not.toBeNull();
    const owners = stage.front.state.contacts.filter(({ handles }) =>
      handles.some(({ handle }) => handle === '+442079466010'),
    );
    expect(owners).toHaveLength(1);
  });

  it('is not taken by a call that only adds entries to an open conversation, and is by one that assigns it', async () => {
    const caller = '+44 20 7946 6030';
    const lock = stage.client.workflow.getHandle(callerLockId('+442079466030'));
    const runOf = async (id: number, data: Record<string, unknown> = {}, golden?: string): Promise<string> => {
      await stage.tell(await stage.now(answered, id, caller, data));
      expect(await stage.outcomeOf(id, golden)).toMatchObject({ state: 'done' });
      return (await lock.describe()).runId;
    };
    const first = await runOf(6030);
    expect(await runOf(6031, {}, 'answered-adding-entries')).toBe(first);
    expect(await runOf(6032, { user: { id: 70002, name: 'Ben', email: 'ben.backup@example.com' } })).not.toBe(first);
    await stage.front.settled();
    expect(stage.conversationOf('+442079466030').messages).toHaveLength(9);
  });

  it('is taken by a call that only adds entries when it goes on after a person has let it', async () => {
    const caller = '+44 20 7946 6060';
    const lock = stage.client.workflow.getHandle(callerLockId('+442079466060'));
    await stage.tell(await stage.now(answered, 6060, caller));
    await stage.outcomeOf(6060);
    const { runId } = await lock.describe();
    const { id: conversationId } = stage.conversationOf('+442079466060');
    stage.front.faults.add({ path: `/conversations/${conversationId}/inboxes`, kind: 'status', status: 401, times: 1 });
    await stage.tell(await stage.now(answered, 6061, caller));
    const { parked, steps } = await stage.stateOf(6061, (now) => now.parked.length > 0);
    expect(parked).toMatchObject([{ step: 'append', failure: 'FrontUnauthorized' }]);
    expect(steps['contact']).toMatchObject({ turn: { state: 'not needed' } });
    expect((await lock.describe()).runId).toBe(runId);
    await stage.client.workflow.getHandle('call-6061').signal(retry, {});
    expect(await stage.outcomeOf(6061)).toMatchObject({ state: 'done' });
    expect(await lock.describe()).toMatchObject({ runId: expect.not.stringContaining(runId) });
    await stage.front.settled();
    expect(stage.conversationOf('+442079466060').messages).toHaveLength(6);
  });

  it('is taken by calls that find the conversation archived: the first of them sets its subject', async () => {
    const caller = '+44 20 7946 6040';
    await stage.tell(await stage.now(answered, 6040, caller));
    await stage.outcomeOf(6040);
    await stage.front.settled();
    stage.front.state.archiveConversation(stage.conversationOf('+442079466040').id);
    const bodies = [answered, bodyOf('d2-call.ended.outbound-answered'), bodyOf('c2-call.ended.inbound-abandoned-ivr')];
    const ids = [6041, 6042, 6043];
    await Promise.all(ids.map(async (id, at) => stage.tell(await stage.now(bodies[at] ?? answered, id, caller))));
    for (const id of ids) await stage.outcomeOf(id);
    await stage.front.settled();
    const { messages, status } = stage.conversationOf('+442079466040');
    const later = messages.filter(({ externalId }) => !externalId?.startsWith('aircall-6040-'));
    expect(new Set(later.map(({ subject }) => subject)).size).toBe(1);
    expect(status).not.toBe('archived');
  });

  it('is known to have ended: never, not yet, or when', async () => {
    const turns = createCallerTurns({ client: stage.client, taskQueue: 'stage' });
    const lockId = callerLockId('+442079466050');
    const holder = 'call-6050';
    expect(await turns.lastEndedMs(lockId)).toBe(0);
    const lockRunId = await turns.take(lockId, holder);
    expect(await turns.lastEndedMs(lockId)).toBe(Number.POSITIVE_INFINITY);
    const givenBackAtMs = Date.now();
    await turns.giveBack({ lockId, holder, lockRunId });
    await vi.waitUntil(async () => Number.isFinite(await turns.lastEndedMs(lockId)), { timeout: 10_000 });
    const endedMs = await turns.lastEndedMs(lockId);
    expect(Math.abs(endedMs - givenBackAtMs)).toBeLessThan(10_000);
  });
});
