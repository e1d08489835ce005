import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import fetch from 'node-fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentMp3 } from '../../simulators/aircall/media/silent-mp3.ts';
import { serve } from '../adapters/http/serve.ts';
import { isFullSize } from '../full-size.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yaml = (giveUpAfter: string) => `
recordings: attach
voicemail: { delay: 1s, settle: 100ms, giveUpAfter: ${giveUpAfter} }
`;
/** Front's own limit takes seconds. */
const largestAudioBytes = isFullSize ? 24_900_000 : 100_000;
let stage: Stage;
/** Gives up soon. */
let hasty: Stage;
beforeAll(async () => {
  const open = (giveUpAfter: string) =>
    openStage(yaml(giveUpAfter), {}, realHome, isFullSize ? {} : { largestAudioBytes });
  [stage, hasty] = await Promise.all([open('10m'), open('6s')]);
});
afterAll(() => Promise.all([stage.close(), hasty.close()]));

let callers = 6000;

/** Plays an answered call with a recording of that size. @returns its id, once it has ended */
async function play(sizeBytes: number, on = stage): Promise<number> {
  callers += 1;
  const callId = await on.aircall.play({
    direction: 'inbound',
    caller: `+44 20 7946 ${callers}`,
    line: 50001,
    ringSeconds: 1,
    talkSeconds: 1,
    agent: 70001,
    recording: { availableAfterMs: 0, sizeBytes },
  });
  await on.aircall.endOf(callId);
  return callId;
}

/** Reports that the call has ended, and awaits its end. @returns the entry of its recording, the only one */
async function recordingOf(callId: number, on = stage) {
  await on.deliver(on.aircall.eventBody(callId, 'call.ended'));
  expect(await on.outcomeOf(callId)).toMatchObject({ state: 'done', entries: ['call', 'duration', 'recording'] });
  const messages = on.front.state.conversations.flatMap((conversation) => conversation.messages);
  const own = messages.filter(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`));
  expect(own.map(({ externalId }) => externalId)).toEqual(
    ['call', 'duration', 'recording'].map((kind) => `aircall-${callId}-${kind}`),
  );
  const [call, duration, recording] = own;
  expect([call?.attachments, duration?.attachments]).toEqual([[], []]);
  expect(recording?.body).toBe(`Recording: https://assets.aircall.io/calls/${callId}/recording`);
  return recording;
}
const bytesOf = (fileId = '') => stage.front.state.files.get(fileId);
const downloads = (callId: number, on = stage) =>
  on.aircall.journal.find({ path: new RegExp(`^/media/${callId}-recording`) });

// At the same time, because they wait for pauses: each has a caller of its own, and faults for its own recording.
describe('recordings: attach', () => {
  it.concurrent.each([1, 70_000, largestAudioBytes])(
    'attaches a recording of %i bytes unchanged',
    async (sizeBytes) => {
      const callId = await play(sizeBytes);
      const recording = await recordingOf(callId);
      expect(recording).toMatchObject({ isInbound: false, authorId: stage.front.state.teammates[0]?.id });
      expect(recording?.attachments).toMatchObject([
        { filename: `aircall-${callId}-recording.mp3`, contentType: 'audio/mpeg', sizeBytes },
      ]);
      const file = bytesOf(recording?.attachments[0]?.id);
      expect(file?.equals(Buffer.concat([...silentMp3(0, sizeBytes - 1)]))).toBe(true);
    },
  );

  it.concurrent('links to a recording that is larger than Front accepts', async () => {
    expect((await recordingOf(await play(largestAudioBytes + 1)))?.attachments).toEqual([]);
  });

  it.concurrent('requests a fresh address if the first one is dead', async () => {
    const callId = await play(70_000);
    stage.aircall.faults.add({ path: `^/media/${callId}-`, kind: 'status', status: 403, times: 1 });
    const recording = await recordingOf(callId);
    expect(recording?.attachments).toMatchObject([{ sizeBytes: 70_000 }]);
    const [dead, fresh, ...more] = downloads(callId);
    expect([dead?.status, fresh?.status, more]).toEqual([403, 200, []]);
    expect(fresh?.query).not.toBe(dead?.query);
  });

  it.concurrent('links if no address works until voicemail.giveUpAfter has passed', async () => {
    const callId = await play(70_000, hasty);
    hasty.aircall.faults.add({ path: `^/media/${callId}-`, kind: 'status', status: 404 });
    expect((await recordingOf(callId, hasty))?.attachments).toEqual([]);
    // More than one, unless the machine is slow.
    expect(downloads(callId, hasty)).not.toEqual([]);
  });

  it.concurrent.each([
    ['ends early', { kind: 'cut-after' }],
    ['does not start', { kind: 'cut-before' }],
    ['is refused temporarily', { kind: 'status', status: 503 }],
  ] as const)('requests another address if a transfer %s', async (_what, fault) => {
    const callId = await play(90_000);
    stage.aircall.faults.add({ path: `^/media/${callId}-`, times: 1, ...fault });
    const recording = await recordingOf(callId);
    expect(bytesOf(recording?.attachments[0]?.id)).toHaveLength(90_000);
    expect(downloads(callId)).toHaveLength(2);
  });

  it.concurrent.each([
    ['is cut off', { kind: 'cut-after' }],
    ['is an error', { kind: 'status-after', status: 500 }],
  ] as const)("adds one entry if Front's answer to it %s", async (_what, fault) => {
    const callId = await play(90_000);
    setReady(callId, false);
    await stage.deliver(stage.aircall.eventBody(callId, 'call.ended'));
    await stage.stateOf(callId, ({ state }) => state === 'media');
    const ownFault = { path: 'imported_messages$', request: `aircall-${callId}-recording`, times: 1, ...fault };
    const added = stage.front.faults.add(ownFault);
    setReady(callId, true);
    const recording = await recordingOf(callId);
    expect(recording?.attachments).toMatchObject([{ sizeBytes: 90_000 }]);
    expect(stage.front.faults.list().map(({ id }) => id)).not.toContain(added);
  });
});

describe('an address outside Aircall', () => {
  it.concurrent('is never requested, whether Aircall names it or its storage redirects there', async () => {
    const asked: string[] = [];
    const stranger = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-length': 5 }).end('inner');
    });
    const named = await play(70_000);
    await answerWithRecordingAt(named, `${stranger}/named.mp3`);
    expect((await recordingOf(named))?.attachments).toEqual([]);
    expect(downloads(named)).toEqual([]);

    const led = await play(70_000);
    const headers = { location: `${stranger}/led.mp3` };
    stage.aircall.faults.add({ path: `^/media/${led}-`, kind: 'status', status: 302, headers });
    expect((await recordingOf(led))?.attachments).toEqual([]);
    expect(downloads(led)).toHaveLength(1);
    expect(asked).toEqual([]);
  });
});

describe('signed addresses', () => {
  it('appear in no history and in nothing sent to Front', async () => {
    const used = stage.aircall.journal.find({ path: /^\/media\// }).map(({ query }) => query);
    const signatures = used.flatMap((query) => /X-Amz-Signature=([0-9a-f]{64})/.exec(query)?.[1] ?? []);
    expect(signatures.length).toBeGreaterThan(10);
    const sent = stage.front.journal.entries.flatMap(({ path, query, body }) => [path, query, ...textsIn(body)]);
    expect(sent.length).toBeGreaterThan(100);
    const histories: string[] = [];
    for await (const { workflowId, runId } of stage.client.workflow.list()) {
      histories.push(historyToJSON(await stage.client.workflow.getHandle(workflowId, runId).fetchHistory()));
    }
    expect(histories.length).toBeGreaterThan(10);
    const payloads = histories.flatMap((history) =>
      [...history.matchAll(/"data": "([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
        Buffer.from(data, 'base64').toString(),
      ),
    );
    expect(
      payloads.some((payload) => payload.includes('assets.aircall.io') || payload.includes('recordingReady')),
    ).toBe(true);
    const text = [...sent, ...histories, ...payloads].join('\n');
    expect(text).not.toMatch(/X-Amz|\/media\//);
    for (const signature of signatures) expect(text).not.toContain(signature);
  });
});

/** Aircall's own answer about the call, but for the address of its recording. */
async function answerWithRecordingAt(callId: number, address: string): Promise<void> {
  const authorization = `Basic ${Buffer.from('test-id:test-token').toString('base64')}`;
  const response = await fetch(`${stage.aircall.url}/v1/calls/${callId}`, { headers: { authorization } });
  const { call } = (await response.json()) as { call: Record<string, unknown> };
  const body = { call: { ...call, recording: address } };
  stage.aircall.faults.add({ path: `^/v1/calls/${callId}$`, kind: 'status', status: 200, body });
}

/** Lets Aircall have the recording, or not have it any more. */
function setReady(callId: number, ready: boolean): void {
  const call = stage.aircall.state.calls.get(callId);
  if (call === undefined) throw new Error(`there is no call ${callId}`);
  call.recording.ready = ready;
}

/** Every text in a body, without the bytes of its files. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
