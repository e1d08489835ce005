import { describe, expect, it } from 'vitest';
import { createOpenAudio } from '../../src/adapters/aircall/audio.ts';
import { aCall } from '../fixtures/a-call.ts';
import { audioOf } from './audio-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

/** A stage on which a call with a recording is logged; `attach` brings the recording itself. */
async function withRecording(sizeBytes: number, mayOpen = true) {
  let openAudio = createOpenAudio('https://api.aircall.io');
  const stage = await openStage({ deps: { openAudio: (address, limits) => openAudio(address, limits) } });
  if (mayOpen) openAudio = createOpenAudio(stage.aircall.url);
  const recording = { availableAfterMs: 0, sizeBytes };
  const script = { direction: 'inbound' as const, caller: '+447700900123', line: 50001, ringSeconds: 1, agent: 70001 };
  const id = await stage.aircall.play({ ...script, talkSeconds: 5, recording });
  await stage.aircall.settled();
  const call = aCall({ id, recordingReady: true });
  const { appended, conversation } = await logCall(stage, call, { recordings: 'attach' });
  const { conversationId, subject, inboxId, archived } = appended;
  const thread = { conversationId, subject, inboxId, archived };
  const attach = async () => {
    const { result } = await stage.untilDone('attachMedia', audioOf(call, thread, { recordings: 'attach' }));
    await stage.front.settled();
    return result;
  };
  return { stage, appended, attach, recordings: () => conversation.messages.slice(2) };
}

describe('attachMedia, with recordings: attach', () => {
  it('attaches the audio beside its link, in a separate entry after the call', async () => {
    const { stage, appended, attach, recordings } = await withRecording(70_000);
    expect(appended.entries).toEqual(['call', 'duration']);
    expect(await attach()).toEqual({ status: 'attached' });
    const [recording, ...more] = recordings();
    expect(more).toEqual([]);
    expect(recording?.body).toMatch(/^Recording: /);
    expect(recording?.attachments).toMatchObject([{ contentType: 'audio/mpeg', sizeBytes: 70_000 }]);
    expect(stage.front.state.files.get(recording?.attachments[0]?.id ?? '')).toHaveLength(70_000);
  });

  it.each([
    ['one that is larger than Front takes', 25_000_000, true],
    ['one that is not kept by Aircall', 70_000, false],
  ])('only links to %s', async (_what, sizeBytes, mayOpen) => {
    const { attach, recordings } = await withRecording(sizeBytes, mayOpen);
    expect(await attach()).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject([{ attachments: [] }]);
  });

  it('attaches the recording once when the answer is lost', async () => {
    const { stage, attach, recordings } = await withRecording(70_000);
    stage.front.faults.add({ path: 'imported_messages$', kind: 'cut-after', times: 1 });
    await attach();
    expect(recordings()).toHaveLength(1);
    expect(stage.front.journal.find({ path: /imported_messages$/ })).toHaveLength(4);
  });

  it('retries when Aircall fails to serve the audio', async () => {
    const { stage, attach, recordings } = await withRecording(70_000);
    stage.aircall.faults.add({ path: '\\.mp3$|media|recording', kind: 'status', status: 503, times: 1 });
    expect(await attach()).toEqual({ status: 'attached' });
    expect(stage.aircall.faults.list()).toEqual([]);
    expect(recordings()).toMatchObject([{ attachments: [{ sizeBytes: 70_000 }] }]);
  });
});
