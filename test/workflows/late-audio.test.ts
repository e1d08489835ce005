import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const commented = bodyOf('a8-call.commented.inbound');
const leftVoicemail = bodyOf('b3-call.ended.inbound-missed-voicemail');

describe('a call whose audio is late', () => {
  it('gets its recording as soon as the event arrives', async () => {
    const silent = { recording: null, asset: null };
    await stage.deliver(await stage.now(answered, 3002, '+44 20 7946 3002', silent));
    await stage.stateOf(3002, ({ waitingFor }) => waitingFor.includes('the recording'));
    await stage.deliver(await stage.now(bodyOf('a7-call.comm_assets_generated.inbound'), 3002, '+44 20 7946 3002'));
    const { steps } = await stage.stateOf(3002, (state) => 'recording' in state.steps);
    expect(steps['recording']).toEqual({ status: 'attached' });
    expect(await stage.outcomeOf(3002, 'recording-later')).toMatchObject({
      entries: ['call', 'duration', 'recording'],
    });
  });

  it('says after a day that an announced voicemail never came', async () => {
    const announced = { voicemail: null };
    const id = await stage.aircall.play({
      direction: 'inbound',
      caller: '+44 20 7946 3003',
      line: 50001,
      ringSeconds: 20,
      voicemail: { availableAfterMs: 90 * 86_400_000 },
      startedAtSeconds: (await stage.nowSeconds()) - 50,
    });
    await vi.waitUntil(
      () => (stage.aircall.eventBody(id, 'call.ended').data as { ended_at: unknown }).ended_at !== null,
      { timeout: 120_000 },
    );
    await stage.deliver(await stage.now(leftVoicemail, id, '+44 20 7946 3003', announced));
    expect(await stage.outcomeOf(id, 'voicemail-never-came')).toMatchObject({ entries: ['call', 'voicemail-missing'] });
    const { messages } = stage.conversationOf('+442079463003');
    expect(messages.at(-1)?.body).toBe('Aircall announced a voicemail but did not deliver it within 24 h 0 min.');
    expect(stage.aircall.journal.find({ path: new RegExp(`/v1/calls/${id}$`) }).length).toBeLessThan(35);

    await stage.deliver(await stage.now(leftVoicemail, id, '+44 20 7946 3003'));
    await stage.outcomeOf(id);
    const after = stage.conversationOf('+442079463003').messages.map(({ externalId }) => externalId);
    expect(after).toEqual([`aircall-${id}-call`, `aircall-${id}-voicemail-missing`, `aircall-${id}-voicemail`]);
  });

  it('waits for the audio of a call first heard of a day after its end, from then on', async () => {
    const id = 3200;
    const caller = '+44 20 7946 3200';
    const heardAt = await stage.nowSeconds();
    const long = 30 * 3600;
    const times = { started_at: heardAt - long - 30, ended_at: heardAt - long };
    await stage.deliver(await stage.now(leftVoicemail, id, caller, { ...times, voicemail: null }));
    const { steps } = await stage.stateOf(id, (state) => 'append' in state.steps && 'voicemail' in state.steps);
    expect(steps['voicemail']).toEqual({ status: 'not yet' });
    await stage.deliver(await stage.now(leftVoicemail, id, caller, times));
    expect(await stage.outcomeOf(id)).toMatchObject({ entries: ['call', 'voicemail'] });
  });

  it('stops waiting a day after it first heard of the call, in a later run too', async () => {
    const caller = '+44 20 7946 3300';
    const heardAt = await stage.nowSeconds();
    const id = await stage.aircall.play({
      direction: 'inbound',
      caller,
      line: 50001,
      agent: 70001,
      ringSeconds: 5,
      talkSeconds: 30,
      startedAtSeconds: heardAt - 30 * 3600 - 40,
    });
    await stage.aircall.endOf(id);
    const times = { started_at: heardAt - 30 * 3600 - 40, answered_at: heardAt - 30 * 3600 - 35 };
    const silent = { ...times, ended_at: heardAt - 30 * 3600, recording: null, asset: null };
    await stage.deliver(await stage.now(answered, id, caller, silent));
    const first = await stage.outcomeOf(id);
    const closedAt = await stage.nowSeconds();
    expect(first.entries).toEqual(['call', 'duration']);
    expect(closedAt - heardAt).toBeGreaterThanOrEqual(86_400);
    await stage.deliver(await stage.now(commented, id, caller, silent));
    expect(await stage.outcomeOf(id)).toMatchObject({ commentIds: [40001] });
    expect((await stage.nowSeconds()) - closedAt).toBeLessThan(3600);
  });
});
