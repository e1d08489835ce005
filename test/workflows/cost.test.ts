import { afterAll, beforeAll, expect, it } from 'vitest';
import { countActions } from '../../bench/price/count-actions.ts';
import { priceCases } from '../../bench/price/price-cases.ts';
import { isRequestFor } from '../../bench/price/whose-request.ts';
import { playCall } from '../../bench/stage/play-call.ts';
import { callerLockId, callWorkflowId } from '../../src/domain/ids.ts';
import { type Body, sentAt } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

/** Every kind of call is counted by `npm run bench`, against the built service. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  // The events are delivered by the test.
  stage.aircall.addWebhook({ url: 'http://127.0.0.1:9', token: 'test-webhook-token-0001' }).active = false;
});
afterAll(() => stage.close());

const [{ script }] = priceCases;

/** Of the call, and of its caller's lock: twelve, because this server shows each signal-with-start as a start and a signal. */
const billed = [
  {
    start: 1,
    signal: 2,
    child: 1,
    activity: 4,
    'signal to another workflow': 1,
    'search attributes': 1,
    timer: 1,
  },
  { child: 1, signal: 1, timer: 1 },
];

/** Delivers an answered call with a recording, and a comment once it is in Front; awaits its end. @returns its id */
async function log(caller: string): Promise<number> {
  const { id, bodies } = await playCall(stage.aircall, { ...script, caller });
  // The server's clock is ahead by the time that has passed at once.
  const aheadSeconds = (await stage.nowSeconds()) - Math.floor(Date.now() / 1000);
  const bodyNamed = (name: string) => {
    const body = bodies.find(({ event }) => event === name) as Body | undefined;
    return body && sentAt(body, body.timestamp + aheadSeconds);
  };
  await stage.deliver(bodyNamed('call.ended'));
  await stage.stateOf(id, ({ steps }) => 'append' in steps);
  await stage.deliver(bodyNamed('call.commented'));
  const outcome = await stage.outcomeOf(id);
  expect(outcome).toMatchObject({ entries: ['call', 'duration', 'recording'], commentIds: [expect.any(Number)] });
  return id;
}

/** @returns requests to Front for the caller, and the actions that Temporal bills for the call and its caller's lock */
async function costOf(id: number, caller: string) {
  const own = stage.front.journal.entries.filter((entry) => isRequestFor(stage.front.state, caller, entry));
  const runs = [callWorkflowId(id), callerLockId(caller)];
  const histories = await Promise.all(runs.map((run) => stage.client.workflow.getHandle(run).fetchHistory()));
  const actions = histories.map(({ events }) => countActions(events ?? []));
  return { requests: own.map(({ method, path }) => `${method} ${path}`), actions };
}

it('sends Front eight requests for a new caller and six for a known one, with twelve billed actions', async () => {
  const [first, second] = ['+33639987001', '+33639987002'];
  // The lists that a process reads once belong to no call.
  await log(second);
  // The known caller's conversation has not changed just now.
  for (const conversation of stage.front.state.conversations) conversation.updatedAtMs -= 3_600_000;
  stage.front.journal.clear();
  const ofNew = await costOf(await log(first), first);
  expect(ofNew.requests, ofNew.requests.join('\n')).toHaveLength(8);
  const ofKnown = await costOf(await log(second), second);
  expect(ofKnown.requests, ofKnown.requests.join('\n')).toHaveLength(6);
  expect([ofNew.actions, ofKnown.actions]).toEqual([billed, billed]);
});

it('sends Front three requests for a missed call of a known caller, even right after another call', async () => {
  const caller = '+33639987003';
  await log(caller);
  // The server's clock has passed hours at once, which Front's has not.
  for (const conversation of stage.front.state.conversations)
    conversation.updatedAtMs = (await stage.nowSeconds()) * 1000;
  stage.front.journal.clear();
  const { id, bodies } = await playCall(stage.aircall, { direction: 'inbound', line: 50001, ringSeconds: 20, caller });
  const aheadSeconds = (await stage.nowSeconds()) - Math.floor(Date.now() / 1000);
  const ended = bodies.find(({ event }) => event === 'call.ended') as Body | undefined;
  if (ended === undefined) throw new Error('no call.ended');
  await stage.deliver(sentAt(ended, ended.timestamp + aheadSeconds));
  await stage.outcomeOf(id);
  const { requests } = await costOf(id, caller);
  expect(requests, requests.join('\n')).toEqual([
    expect.stringMatching(/^GET .*\/conversations$/),
    expect.stringMatching(/^GET .*\/inboxes$/),
    expect.stringMatching(/^POST .*\/imported_messages$/),
  ]);
});

it("lets an attempt wait long at Front's limit, as heartbeats show that its worker is alive", async () => {
  const handle = stage.client.workflow.getHandle(callWorkflowId(await log('+33639987004')));
  const { events } = await handle.fetchHistory();
  const scheduled = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: each }) => each ?? []);
  const writes = scheduled.filter(({ heartbeatTimeout }) => Number(heartbeatTimeout?.seconds ?? 0) > 0);
  expect(writes.length).toBeGreaterThanOrEqual(4);
  for (const { activityType, startToCloseTimeout, heartbeatTimeout } of writes) {
    const isLedger = activityType?.name === 'recordCall';
    expect(Number(startToCloseTimeout?.seconds), activityType?.name ?? '').toBeGreaterThanOrEqual(isLedger ? 30 : 1800);
    expect(Number(heartbeatTimeout?.seconds)).toBeLessThanOrEqual(10);
  }
});
