import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const commented = bodyOf('a8-call.commented.inbound');

describe('a call with late events', () => {
  it('is requested from Aircall two minutes after another event if call.ended is missing', async () => {
    const id = await stage.aircall.play({
      direction: 'inbound',
      caller: '+44 20 7946 3001',
      line: 50001,
      agent: 70001,
      ringSeconds: 5,
      talkSeconds: 30,
      startedAtSeconds: (await stage.nowSeconds()) - 40,
    });
    await stage.aircall.endOf(id);
    const began = await stage.nowSeconds();
    await stage.deliver(await stage.now(bodyOf('a4-call.hungup.inbound'), id, '+44 20 7946 3001'));
    const waiting = await stage.stateOf(id, ({ waitingFor }) => waitingFor.length > 0);
    expect(waiting.waitingFor).toEqual(['call.ended']);
    expect(await stage.outcomeOf(id, 'ended-never-came')).toMatchObject({
      qualification: 'inbound-answered',
      state: 'done',
    });
    expect(stage.aircall.journal.find({ path: new RegExp(`/v1/calls/${id}$`) }).length).toBeGreaterThan(0);
    expect((await stage.nowSeconds()) - began).toBeGreaterThanOrEqual(120);
  });

  it('is logged with what its events said if Aircall no longer has it', async () => {
    const id = 3_900_001;
    await stage.deliver(await stage.now(bodyOf('a4-call.hungup.inbound'), id, '+44 20 7946 3009'));
    expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done', qualification: 'inbound-answered' });
    const { decisions } = await stage.stateOf(id, () => true);
    expect(decisions).toContain('Aircall no longer has the call: logged with what its events said');
  });

  it('gets a comment that arrives after its run has closed, and no entry twice', async () => {
    const caller = '+44 20 7946 3004';
    await stage.deliver(await stage.now(answered, 3004, caller));
    const first = await stage.outcomeOf(3004);
    const before = stage.front.journal.entries.length;
    await stage.deliver(await stage.now(commented, 3004, caller));
    const second = await stage.outcomeOf(3004, 'comment-after-close');
    expect(second).toEqual({ ...first, commentIds: [40001], tagsSaid: second.tagsSaid });
    expect(stage.front.journal.entries.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /conversations/${first.thread?.conversationId}/comments`,
    ]);
  });

  it('costs no request to Front if a late event says nothing new', async () => {
    const caller = '+44 20 7946 3005';
    const body = await stage.now(answered, 3005, caller);
    await stage.deliver(body);
    await stage.outcomeOf(3005);
    const before = stage.front.journal.entries.length;
    const { runId } = await stage.client.workflow.getHandle('call-3005').describe();
    await stage.deliver(body);
    await stage.deliver(await stage.now(bodyOf('a7-call.comm_assets_generated.inbound'), 3005, caller));
    expect((await stage.client.workflow.getHandle('call-3005').describe()).runId).toBe(runId);
    expect(stage.front.journal.entries).toHaveLength(before);
  });

  it.each([
    ['fails', 503, ''],
    ['refuses the key', 401, 'AircallUnauthorized'],
  ])('is logged with call.ended while Aircall, asked for the call, %s', async (_what, status, parkedAs) => {
    const [id, caller] = [3100 + (status % 100), `+44 20 7946 ${3100 + (status % 100)}`];
    const fault = stage.aircall.faults.add({ path: `/v1/calls/${id}$`, kind: 'status', status });
    await stage.deliver(await stage.now(bodyOf('a4-call.hungup.inbound'), id, caller));
    await stage.stateOf(id, ({ waitingFor }) => waitingFor.includes('call.ended'));
    await stage.home.moveTo((await stage.home.nowMs()) + 125_000);
    const asked = () => stage.aircall.journal.find({ path: new RegExp(`/v1/calls/${id}$`) }).length > 0;
    const failures = ({ parked }: { parked: Array<{ failure: string }> }) => parked.map(({ failure }) => failure);
    await stage.stateOf(id, (state) => asked() && failures(state).join() === parkedAs);
    await stage.deliver(await stage.now(answered, id, caller));
    const { steps, parked } = await stage.stateOf(id, (state) => 'append' in state.steps);
    expect([parked, Object.keys(steps)]).toEqual([[], expect.not.arrayContaining(['fetch'])]);
    stage.aircall.faults.remove(fault);
    expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done', entries: ['call', 'duration', 'recording'] });
  });
});
