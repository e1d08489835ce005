import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerLockId, callWorkflowId } from '../../src/domain/ids.ts';
import { retry, skip } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('calls: { outbound-unanswered: skip }\nlines: { "50001": { inbox: Nowhere } }\n');
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const runsOf = async (callId: number, activity: string): Promise<number> => {
  const { events } = await handleOf(callId).fetchHistory();
  return (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === activity,
  ).length;
};
const handleOf = (callId: number) => stage.client.workflow.getHandle(callWorkflowId(callId));

describe('a step that fails for good', () => {
  it('parks the call with reason and remedy, and continues at the same step on retry', async () => {
    await stage.deliver(await stage.now(answered, 2001, '+44 20 7946 2001'));
    const { parked, steps } = await stage.stateOf(2001, (state) => state.parked.length > 0);
    expect(parked).toMatchObject([
      { step: 'append', failure: 'FrontNotFound', message: expect.stringContaining('"Nowhere"') },
    ]);
    expect(parked[0]?.remedy).toContain('{"inbox": "another inbox"}');
    expect(Object.keys(steps)).toEqual(['contact']);
    const { searchAttributes } = await handleOf(2001).describe();
    expect(searchAttributes).toMatchObject({ CallthreadState: ['parked'], CallthreadFailure: ['FrontNotFound'] });

    const looks = () => stage.front.journal.find({ method: 'GET', path: /^\/contacts\// }).length;
    const before = looks();
    await handleOf(2001).signal(retry, { inbox: 'Support' });
    expect(await stage.outcomeOf(2001, 'parked-and-retried')).toMatchObject({ state: 'done' });
    // The contact is not made again. Others may have begun the conversation meanwhile, and so may this step have before.
    expect(looks()).toBe(before + 2);
    expect(await runsOf(2001, 'findOrCreateContact')).toBe(1);
    expect(stage.front.journal.find({ method: 'POST', path: /^\/contacts/ })).toHaveLength(1);
    const support = stage.front.state.inboxes.find(({ name }) => name === 'Support');
    expect(stage.conversationOf('+442079462001').inboxIds).toEqual([support?.id]);
    const { decisions } = await stage.stateOf(2001, () => true);
    expect(decisions.join('\n')).toMatch(new RegExp(`inbox of the new conversation: ${support?.id} \\(.* has Nowhere`));
    expect((await handleOf(2001).describe()).searchAttributes).toMatchObject({ CallthreadState: ['done'] });
  });

  it('ends on skip, and blocks no other call of the same caller', async () => {
    const caller = '+44 20 7946 2002';
    await stage.deliver(await stage.now(answered, 2002, caller));
    await stage.stateOf(2002, (state) => state.parked.length > 0);
    await stage.deliver(await stage.now(answered, 2003, caller));
    await stage.stateOf(2003, (state) => state.parked.length > 0);
    await handleOf(2003).signal(retry, { inbox: 'Support' });
    expect(await stage.outcomeOf(2003)).toMatchObject({ state: 'done' });
    await handleOf(2002).signal(skip);
    expect(await stage.outcomeOf(2002, 'parked-and-skipped')).toMatchObject({
      state: 'skipped',
      reason: 'skipped by a person',
    });
  });

  it('continues in the conversation that another call began meanwhile', async () => {
    const caller = '+44 20 7946 2008';
    await stage.deliver(await stage.now(answered, 2008, caller));
    const { parked } = await stage.stateOf(2008, (state) => state.parked.length > 0);
    expect(parked).toMatchObject([{ step: 'append', failure: 'FrontNotFound' }]);
    const sales = { id: 50002, name: 'Sales', digits: '+33 1 86 65 10 10', country: 'FR' };
    await stage.deliver(await stage.now(answered, 2009, caller, { number: sales }));
    expect(await stage.outcomeOf(2009)).toMatchObject({ state: 'done' });
    await handleOf(2008).signal(retry, { inbox: 'Support' });
    expect(await stage.outcomeOf(2008)).toMatchObject({ state: 'done' });
    const { inboxIds, messages, links } = stage.conversationOf('+442079462008');
    expect(inboxIds).toHaveLength(1);
    expect(messages).toHaveLength(6);
    expect(links).toHaveLength(1);
  });

  it.each([
    [401, 'FrontUnauthorized'],
    [403, 'FrontUnauthorized'],
    [422, 'FrontRejected'],
  ])('parks on %i as %s', async (status, failure) => {
    const id = 2100 + status;
    const fault = stage.front.faults.add({ method: 'POST', path: '/contacts$', kind: 'status', status });
    await stage.deliver(await stage.now(answered, id, `+44 20 7946 ${id}`));
    const { parked } = await stage.stateOf(id, (state) => state.parked.length > 0);
    expect(parked).toMatchObject([{ step: 'contact', failure }]);
    stage.front.faults.remove(fault);
    await handleOf(id).signal(retry, { inbox: 'Support' });
    expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
  });
});

describe('a comment of unknown outcome on a parked call', () => {
  it('exists once after the retry', async () => {
    const sales = { id: 50002, name: 'Sales', digits: '+33 1 86 65 10 10', country: 'FR' };
    const author = { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' };
    const comments = [{ id: 51, content: 'Call back', posted_at: Math.floor(Date.now() / 1000), posted_by: author }];
    const { faults } = stage.front;
    faults.add({ method: 'POST', path: '/comments', kind: 'status-after', status: 500, times: 1 });
    const refused = faults.add({ method: 'GET', path: '/comments', kind: 'status', status: 403 });
    await stage.deliver(await stage.now(answered, 2011, '+44 20 7946 2011', { number: sales, comments }));
    const { parked } = await stage.stateOf(2011, (state) => state.parked.length > 0);
    expect(parked).toMatchObject([{ step: 'comment 51', failure: 'FrontUnauthorized' }]);
    faults.remove(refused);
    await handleOf(2011).signal(retry, {});
    expect(await stage.outcomeOf(2011)).toMatchObject({ state: 'done', commentIds: [51] });
    expect(stage.conversationOf('+442079462011').comments).toHaveLength(1);
  });
});

describe('a call that should not be logged', () => {
  it('is closed as skipped with the reason, without a request to Front', async () => {
    const body = await stage.now(bodyOf('d2-call.ended.outbound-answered'), 2004, '+44 20 7946 2004', {
      answered_at: null,
    });
    const before = stage.front.journal.entries.length;
    await stage.deliver(body);
    expect(await stage.outcomeOf(2004, 'skipped-by-configuration')).toMatchObject({
      state: 'skipped',
      reason: 'calls: outbound-unanswered is set to skip',
    });
    expect(stage.front.journal.entries).toHaveLength(before);
  });
});

describe('one writer per caller', () => {
  it('makes one contact and one conversation from concurrent calls', async () => {
    const ids = [2005, 2006, 2007];
    const line = { id: 50002, name: 'Sales', digits: '+33 1 86 65 10 10', country: 'FR' };
    await Promise.all(
      ids.map(async (id) => stage.deliver(await stage.now(answered, id, '+44 20 7946 2005', { number: line }))),
    );
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    expect(stage.conversationOf('+442079462005').messages).toHaveLength(9);
    expect(
      stage.front.state.contacts.filter(({ handles }) => handles.some(({ handle }) => handle === '+442079462005')),
    ).toHaveLength(1);
    const lock = stage.client.workflow.getHandle(callerLockId('+442079462005'));
    await lock.result();
    await replay(await lock.fetchHistory(), lock.workflowId);
    await keepGolden('caller-lock-contended', await lock.fetchHistory());
    const free = stage.client.workflow.getHandle(callerLockId('+442079462001'));
    await keepGolden('caller-lock-free', await free.fetchHistory());
  });
});
