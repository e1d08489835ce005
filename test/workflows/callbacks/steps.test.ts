import { describe, expect, it } from 'vitest';
import {
  assigneeOf,
  commentsOf,
  handleOf,
  hourMs,
  later,
  logCall,
  minuteMs,
  missCall,
  moveToClockChange,
  moveToWeekday,
  nextCaller,
  numberOf,
  outcomeOf,
  pass,
  rowOf,
  stage,
  tagsOf,
  untilIdle,
  useCallbacks,
} from './stage.ts';

useCallbacks();

describe('the steps of a callback', () => {
  it('follow business hours: Friday evening to Monday morning', async () => {
    await moveToWeekday(4, 17, 50);
    const { caller } = await missCall();
    await pass(caller, 63 * hourMs + 20 * minuteMs);
    expect(commentsOf(caller)).toEqual([]);
    await pass(caller, 12 * minuteMs);
    expect(commentsOf(caller)).toEqual(['Not called back yet.']);
    expect((await handleOf(caller).describe()).searchAttributes['CallthreadCallback']).toEqual(['overdue']);
    expect(await rowOf(caller)).toMatchObject({ state: 'overdue' });
    await pass(caller, 95 * minuteMs);
    expect(tagsOf(caller)).toEqual(['Call back', 'Call back overdue']);
    expect(assigneeOf(caller)).toBe('ben.backup@example.com');
    await logCall('outbound-answered', caller);
    expect(await outcomeOf(caller, 'callback-overdue')).toMatchObject({ closedBy: 'call' });
    expect(tagsOf(caller)).toEqual([]);
    expect(commentsOf(caller).at(-1)).toMatch(/^Called back by Anna Agent, 6\d h \d+ min after the missed call$/);
    expect((await handleOf(caller).describe()).searchAttributes['CallthreadCallback']).toEqual(['closed']);
  });

  it.each([
    ['spring', 62],
    ['autumn', 64],
  ] as const)('follow business hours across the clock change in %s', async (season, hours) => {
    await moveToClockChange(season);
    const { caller } = await missCall();
    await pass(caller, hours * hourMs + 20 * minuteMs);
    expect(commentsOf(caller)).toEqual([]);
    await pass(caller, 12 * minuteMs);
    expect(commentsOf(caller)).toEqual(['Not called back yet.']);
    await logCall('outbound-answered', caller);
    await outcomeOf(caller);
  });

  it.each<
    [what: string, act: (caller: string) => void, tags: string[], assignee: string | undefined, closedBy: string | null]
  >([
    [
      'an unreported removal of the tag closes it',
      (caller) => stage.conversationOf(caller).tagIds.splice(0),
      [],
      undefined,
      'untagged',
    ],
    [
      'unreported archiving closes it',
      (caller) => stage.front.state.archiveConversation(stage.conversationOf(caller).id),
      [],
      undefined,
      'archived',
    ],
    [
      'unreported deletion closes it',
      (caller) => stage.front.state.deleteConversation(stage.conversationOf(caller).id),
      ['Call back'],
      undefined,
      'archived',
    ],
    [
      'another assignee keeps the conversation',
      (caller) => stage.front.state.assign(stage.conversationOf(caller).id, 'alt:email:anna.agent@example.com'),
      ['Call back', 'Call back overdue'],
      'anna.agent@example.com',
      null,
    ],
  ])('respect what a person changed meanwhile: %s', async (_, act, tags, assignee, closedBy) => {
    await moveToWeekday(1, 10, 0);
    const { caller } = await missCall();
    act(caller);
    await pass(caller, 2.2 * hourMs);
    expect(closedBy === null ? await rowOf(caller) : await outcomeOf(caller)).toMatchObject({ closedBy });
    expect(tagsOf(caller)).toEqual(tags);
    expect(assigneeOf(caller)).toBe(assignee);
    expect(commentsOf(caller)).toEqual(closedBy === null ? ['Not called back yet.'] : []);
  });

  it('do not mistake a tag that Front shows late for one that a person took off', async () => {
    await moveToWeekday(1, 12, 0);
    const caller = numberOf(nextCaller());
    stage.front.faults.add({ method: 'POST', path: '/conversations/.*/tags$', kind: 'status', status: 204, times: 1 });
    await logCall('missed', caller, { agoSeconds: 40 * 60 });
    await untilIdle(caller);
    stage.conversationOf(caller).tagIds.push(stage.front.state.tags.find(({ name }) => name === 'Call back')?.id ?? '');
    expect(await rowOf(caller)).toMatchObject({ state: 'overdue' });
    expect(commentsOf(caller)).toEqual(['Not called back yet.']);
    stage.conversationOf(caller).tagIds.splice(0);
    await pass(caller, 1.5 * hourMs);
    expect(await outcomeOf(caller)).toMatchObject({ closedBy: 'untagged' });
  });

  it('keep a tag that a person added before', async () => {
    const caller = numberOf(nextCaller());
    await logCall('inbound-answered', caller, { agoSeconds: 600 });
    const tag = stage.front.state.tags.find(({ name }) => name === 'Call back');
    stage.conversationOf(caller).tagIds.push(tag?.id ?? '');
    await logCall('missed', caller);
    await untilIdle(caller);
    await logCall('outbound-answered', caller, later);
    await outcomeOf(caller);
    expect(tagsOf(caller)).toEqual(['Call back']);
  });
});
