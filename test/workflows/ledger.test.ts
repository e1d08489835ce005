import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { retry } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('lines: { "50003": { inbox: Nowhere }, "50004": { log: false } }\n');
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const leftVoicemail = bodyOf('b3-call.ended.inbound-missed-voicemail');
const lineOf = (id: number) => ({ number: { id, name: 'Some line', digits: '+33 1 86 65 10 12', country: 'FR' } });
const activitiesOf = async (callId: number): Promise<number> => {
  const { events } = await stage.client.workflow.getHandle(callWorkflowId(callId)).fetchHistory();
  return (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'recordCall',
  ).length;
};

describe('the ledger', () => {
  it('is written once for a call that is complete when it is logged', async () => {
    await stage.deliver(await stage.now(answered, 9101, '+44 20 7946 9101'));
    const { thread } = await stage.outcomeOf(9101);
    expect(stage.recordedOf(9101)).toMatchObject([
      {
        state: 'logged',
        reason: null,
        qualification: 'inbound-answered',
        caller: '+442079469101',
        conversationId: thread?.conversationId,
        recording: 'there',
        voicemail: 'none',
      },
    ]);
    const [recorded] = stage.recordedOf(9101);
    expect(recorded?.loggedAtSeconds).toBeGreaterThanOrEqual(recorded?.endedAtSeconds ?? Number.NaN);
    expect(recorded?.talkSeconds).toBe((recorded?.endedAtSeconds ?? 0) - (recorded?.answeredAtSeconds ?? 0));
    expect(await activitiesOf(9101)).toBe(1);
  });

  it('records an awaited voicemail and when it is due, and then its arrival', async () => {
    await stage.deliver(await stage.now(leftVoicemail, 9102, '+44 20 7946 9102'));
    await stage.outcomeOf(9102);
    const [first, second, ...more] = stage.recordedOf(9102);
    expect(first).toMatchObject({ state: 'logged', qualification: 'voicemail', voicemail: 'awaited' });
    expect(first?.voicemailDueAtSeconds).toBe((first?.endedAtSeconds ?? 0) + 180);
    expect(second).toEqual({ ...first, voicemail: 'there', voicemailDueAtSeconds: null });
    expect(more).toEqual([]);
  });

  it('records why a call is parked, and then that it is logged', async () => {
    await stage.deliver(await stage.now(answered, 9103, '+44 20 7946 9103', lineOf(50003)));
    await stage.stateOf(9103, ({ parked }) => parked.length > 0);
    await stage.client.workflow.getHandle(callWorkflowId(9103)).signal(retry, { inbox: 'Support' });
    await stage.outcomeOf(9103);
    const [parked, logged, ...more] = stage.recordedOf(9103);
    expect(parked).toMatchObject({ state: 'parked', conversationId: null, loggedAtSeconds: null });
    expect(parked?.reason).toMatch(/^FrontNotFound: .*"Nowhere"/);
    expect(logged).toMatchObject({ state: 'logged', reason: null });
    expect(more).toEqual([]);
  });

  it('records why a call is not logged', async () => {
    await stage.deliver(await stage.now(answered, 9104, '+44 20 7946 9104', lineOf(50004)));
    await stage.outcomeOf(9104);
    expect(stage.recordedOf(9104)).toMatchObject([
      { state: 'skipped', reason: 'line Some line is not logged (log: false)', conversationId: null },
    ]);
  });

  it('is not written again for a comment that arrives after the call was closed', async () => {
    const caller = '+44 20 7946 9105';
    await stage.deliver(await stage.now(answered, 9105, caller));
    await stage.outcomeOf(9105);
    await stage.deliver(await stage.now(bodyOf('a8-call.commented.inbound'), 9105, caller));
    expect((await stage.outcomeOf(9105)).commentIds).toHaveLength(1);
    expect(stage.recordedOf(9105)).toHaveLength(1);
  });
});

describe('a database outage', () => {
  it('delays only the ledger: new data is still written to Front', async () => {
    const caller = '+44 20 7946 9106';
    stage.ledgerIsAway(true);
    await stage.deliver(await stage.now(answered, 9106, caller));
    const isWaiting = async (): Promise<boolean> => (await activitiesOf(9106)) === 1;
    await stage.stateOf(9106, ({ waitingFor }) => waitingFor.length > 0);
    await expect.poll(isWaiting, { timeout: 120_000 }).toBe(true);
    await stage.deliver(await stage.now(bodyOf('a8-call.commented.inbound'), 9106, caller));
    await stage.stateOf(9106, ({ steps }) => 'comment 40001' in steps);
    expect(stage.conversationOf('+442079469106').comments).toHaveLength(1);
    expect(stage.recordedOf(9106)).toEqual([]);
    stage.ledgerIsAway(false);
    expect((await stage.outcomeOf(9106)).commentIds).toHaveLength(1);
    expect(stage.recordedOf(9106).at(-1)).toMatchObject({ state: 'logged', recording: 'there' });
  });
});
