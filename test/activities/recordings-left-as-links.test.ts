import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MediaInput } from '../../activities/contract.ts';
import { createOpenAudio } from '../../src/adapters/aircall/audio.ts';
import { type Answering, serve } from '../adapters/http/serve.ts';
import { aCall } from '../fixtures/a-call.ts';
import { audioOf } from './audio-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

/** A stage on which a call with a recording is logged, whose storage answers so; `attach` is to bring the recording. */
async function withStorage(answer: Answering) {
  const storage = await serve(answer);
  const openAudio = createOpenAudio(storage);
  const stage = await openStage({
    deps: { openAudio: async (_address, limits) => await openAudio(`${storage}/1.mp3`, limits) },
  });
  const script = { direction: 'inbound' as const, caller: '+447700900123', line: 50001, ringSeconds: 1, agent: 70001 };
  const id = await stage.aircall.play({ ...script, talkSeconds: 5, recording: { availableAfterMs: 0 } });
  await stage.aircall.settled();
  const call = aCall({ id, recordingReady: true });
  const { appended, conversation } = await logCall(stage, call, { recordings: 'attach' });
  const { conversationId, subject, inboxId, archived } = appended;
  const attach = async (changed: Partial<MediaInput> = {}) => {
    const thread = { conversationId, subject, inboxId, archived };
    const input = audioOf(call, thread, { recordings: 'attach', ...changed });
    const { result } = await stage.untilDone('attachMedia', input);
    await stage.front.settled();
    return result;
  };
  return { stage, call, attach, recordings: () => conversation.messages.slice(2) };
}
const link = [
  { attachments: [], body: expect.stringMatching(/^Recording: https:\/\/assets\.aircall\.io\//) as string },
];
const giving: Answering = (_request, response) => {
  response.writeHead(200, { 'content-length': 50_000, 'content-type': 'audio/mpeg' }).end(randomBytes(50_000));
};

it('attaches a recording of unannounced size', async () => {
  const audio = randomBytes(50_000);
  const { stage, attach, recordings } = await withStorage((_request, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked', 'content-type': 'audio/mpeg' });
    response.write(audio.subarray(0, 20_000), () => response.end(audio.subarray(20_000)));
  });
  expect(await attach()).toEqual({ status: 'attached' });
  expect(recordings()).toMatchObject([{ attachments: [{ sizeBytes: 50_000, contentType: 'audio/mpeg' }] }]);
  const attached = stage.front.state.files.get(recordings()[0]?.attachments[0]?.id ?? '');
  expect(attached && audio.equals(attached)).toBe(true);
});

describe('attachMedia, with recordings: attach, falls back to the link', () => {
  it.each<[string, Answering]>([
    ['when more comes than Front takes', (_request, response) => response.writeHead(200).end(randomBytes(25_000_000))],
    ['when nothing comes', (_request, response) => response.writeHead(200, { 'transfer-encoding': 'chunked' }).end()],
    ['when the file is empty', (_request, response) => response.writeHead(200, { 'content-length': 0 }).end()],
    ['when the storage leads elsewhere', (_request, response) => response.writeHead(302, { location: '/2.mp3' }).end()],
  ])('%s', async (_when, answer) => {
    const { attach, recordings } = await withStorage((request, response) => {
      if (request.url !== '/1.mp3') throw new Error(`${request.url} was asked`);
      response.shouldKeepAlive = false;
      answer(request, response);
    });
    expect(await attach()).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject(link);
  });

  it.each([400, 401, 403, 404, 410])('after the wait, and not before, when the storage answers %i', async (status) => {
    const { attach, recordings } = await withStorage((_request, response) => response.writeHead(status).end());
    expect(await attach()).toEqual({ status: 'not yet' });
    expect(recordings()).toEqual([]);
    expect(await attach({ gaveUpAfterSeconds: 86_400 })).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject(link);
  });

  it('after the wait when Aircall announced a recording and then has none', async () => {
    const { stage, call, attach, recordings } = await withStorage(giving);
    const known = stage.aircall.state.calls.get(call.id);
    if (known) known.recording.ready = false;
    expect(await attach()).toEqual({ status: 'not yet' });
    expect(await attach({ gaveUpAfterSeconds: 86_400 })).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject(link);
  });

  it('when Aircall no longer has the call', async () => {
    const { stage, call, attach, recordings } = await withStorage(giving);
    stage.aircall.state.calls.delete(call.id);
    expect(await attach()).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject(link);
  });

  it('when Front refuses the file as too large, even below its stated limit', async () => {
    const { stage, attach, recordings } = await withStorage(giving);
    stage.front.faults.add({ path: 'imported_messages$', kind: 'status', status: 413, times: 1 });
    expect(await attach()).toEqual({ status: 'attached' });
    expect(recordings()).toMatchObject(link);
  });
});
