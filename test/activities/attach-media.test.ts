import { describe, expect, it } from 'vitest';
import type { MediaInput } from '../../activities/contract.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { audioOf } from './audio-of.ts';
import { logCall } from './log-call.ts';
import { openStage, type StageOptions } from './stage.ts';

const nobodyHome = aMissedCall({ voicemailLeft: true });
const giveUp = { gaveUpAfterSeconds: 86_400 };

/** A stage on which the call is logged, but not its audio. */
async function logged(call: ReturnType<typeof aCall>, options: StageOptions = {}) {
  const stage = await openStage(options);
  const { appended, conversation } = await logCall(stage, call);
  const { conversationId, subject, inboxId, archived } = appended;
  stage.front.journal.clear();
  const attach = async (changed: Partial<MediaInput>) => {
    const { result } = await stage.untilDone(
      'attachMedia',
      audioOf(call, { conversationId, subject, inboxId, archived }, changed),
    );
    await stage.front.settled();
    return result;
  };
  return { stage, state: stage.front.state, conversation, attach };
}

describe('attachMedia', () => {
  it('adds the voicemail where the call began if Front refuses to list the inboxes', async () => {
    const { stage, conversation, attach } = await logged(nobodyHome);
    stage.front.faults.add({ path: '/inboxes$', kind: 'status', status: 404 });
    expect(await attach({ kind: 'voicemail', call: { ...nobodyHome, voicemailReady: true } })).toEqual({
      status: 'attached',
    });
    expect(conversation.messages.at(-1)).toMatchObject({ externalId: 'aircall-8000001-voicemail' });
  });

  it('adds an announced voicemail once, as a message from the caller, without a request to Aircall', async () => {
    const { stage, conversation, attach } = await logged(nobodyHome);
    const call = { ...nobodyHome, voicemailReady: true };
    expect(await attach({ kind: 'voicemail', call })).toEqual({ status: 'attached' });
    expect(conversation.messages.at(-1)).toMatchObject({
      externalId: 'aircall-8000001-voicemail',
      body: 'Voicemail: https://assets.aircall.io/calls/8000001/voicemail',
      subject: 'Voicemail – Support UK',
      createdAtSeconds: 1_760_000_018,
      isInbound: true,
    });
    expect(stage.aircall.journal.entries).toEqual([]);
    await attach({ kind: 'voicemail', call });
    expect(conversation.messages).toHaveLength(2);
  });

  it("adds a recording as the agent's outbound message", async () => {
    const { stage, conversation, attach } = await logged(aCall());
    await attach({ call: aCall({ recordingReady: true }) });
    expect(conversation.messages.at(-1)).toMatchObject({
      externalId: 'aircall-8000001-recording',
      body: 'Recording: https://assets.aircall.io/calls/8000001/recording',
      createdAtSeconds: 1_760_000_209,
      isInbound: false,
      authorId: stage.front.state.teammates[0]?.id,
    });
  });

  it('waits for announced audio that Aircall does not have yet', async () => {
    const { conversation, attach, stage } = await logged(nobodyHome);
    stage.aircall.state.calls.clear();
    const callId = await stage.aircall.play({
      direction: 'inbound',
      caller: '+447700900123',
      line: 50001,
      ringSeconds: 1,
    });
    await stage.aircall.endOf(callId);
    expect(await attach({ kind: 'voicemail', call: { ...nobodyHome, id: callId } })).toEqual({ status: 'not yet' });
    expect(await attach({ call: aCall({ id: callId }) })).toEqual({ status: 'not yet' });
    expect(await attach({ kind: 'voicemail', call: aMissedCall({ id: callId }) })).toEqual({ status: 'none' });
    expect(conversation.messages).toHaveLength(1);
  });

  it('asks Aircall for audio that no event announced', async () => {
    const { conversation, attach, stage } = await logged(nobodyHome);
    const media = { availableAfterMs: 0, event: false };
    const script = { direction: 'inbound' as const, caller: '+447700900123', line: 50001, ringSeconds: 1 };
    const voicemail = await stage.aircall.play({ ...script, voicemail: media });
    const recording = await stage.aircall.play({ ...script, talkSeconds: 5, agent: 70001, recording: media });
    await stage.aircall.settled();
    expect(await attach({ kind: 'voicemail', call: aMissedCall({ id: voicemail }) })).toEqual({ status: 'attached' });
    expect(await attach({ call: aCall({ id: recording }) })).toEqual({ status: 'attached' });
    const written = conversation.messages.map(({ externalId }) => externalId);
    expect(written).toEqual(
      expect.arrayContaining([`aircall-${voicemail}-voicemail`, `aircall-${recording}-recording`]),
    );
  });

  it('reports once that a voicemail never arrived', async () => {
    const { conversation, attach, stage } = await logged(nobodyHome);
    const callId = await stage.aircall.play({
      direction: 'inbound',
      caller: '+447700900123',
      line: 50001,
      ringSeconds: 1,
    });
    await stage.aircall.endOf(callId);
    const call = { ...nobodyHome, id: callId };
    expect(await attach({ kind: 'voicemail', call, ...giveUp })).toEqual({ status: 'given up' });
    expect(await attach({ kind: 'voicemail', call, ...giveUp })).toEqual({ status: 'given up' });
    expect(conversation.messages.slice(1).map(({ body }) => body)).toEqual([
      'Aircall announced a voicemail but did not deliver it within 24 h 0 min.',
    ]);
  });

  it('gives up on a recording silently', async () => {
    const { conversation, attach, stage } = await logged(aCall());
    const callId = await stage.aircall.play({
      direction: 'inbound',
      caller: '+447700900123',
      line: 50001,
      ringSeconds: 1,
    });
    await stage.aircall.endOf(callId);
    expect(await attach({ call: aCall({ id: callId }), ...giveUp })).toEqual({ status: 'given up' });
    expect(conversation.messages).toHaveLength(2);
  });

  it('expects no audio for a call that Aircall no longer has', async () => {
    const { conversation, attach } = await logged(aCall());
    expect(await attach({ call: aCall({ id: 404 }), ...giveUp })).toEqual({ status: 'none' });
    expect(conversation.messages).toHaveLength(2);
  });

  it('reports that an announced voicemail never arrived, even if Aircall no longer has the call', async () => {
    const { conversation, attach } = await logged(nobodyHome);
    expect(await attach({ kind: 'voicemail', call: { ...nobodyHome, id: 404 }, ...giveUp })).toEqual({
      status: 'given up',
    });
    expect(conversation.messages).toHaveLength(2);
  });

  it.each([
    ['is cut after the work', { kind: 'cut-after' }],
    ['is an error after the work', { kind: 'status-after', status: 500 }],
    ['comes too late', { kind: 'delay', delayMs: 1500 }],
  ] as const)('adds the entry once when the answer from Front %s', async (_what, fault) => {
    const { stage, conversation, attach } = await logged(nobodyHome, { timeoutMs: 1000 });
    stage.front.faults.add({ path: 'imported_messages$', times: 1, ...fault });
    expect(await attach({ kind: 'voicemail', call: { ...nobodyHome, voicemailReady: true } })).toEqual({
      status: 'attached',
    });
    expect(conversation.messages).toHaveLength(2);
    expect(stage.front.journal.find({ path: /imported_messages$/ })).toHaveLength(2);
  });
});
