import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { silentMp3 } from '../../simulators/aircall/media/silent-mp3.ts';
import { isFullSize } from '../full-size.ts';
import { type HoldingProxy, startHoldingProxy } from './holding-proxy.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

const yaml = `
recordings: attach
front: { requestsPerMinute: 1000 }
voicemail: { delay: 1s, settle: 1s }
`;
const sizeBytes = 24_000_000;
const count = isFullSize ? 10 : 6;
let town: Town;
let proxy: HoldingProxy;
let service: StartedService;
beforeAll(async () => {
  town = await openTown(yaml);
  proxy = await startHoldingProxy(town.front.url, 1_000_000);
  service = await start();
  town.aircall.addWebhook({ url: `${service.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await proxy?.close();
  await town?.close();
});

const start = () => startService({ ...town.environment, FRONT_API_URL: proxy.url });

/** Plays an answered call of a caller of its own; Aircall's events reach the service by its webhook. */
async function play(recordingBytes: number): Promise<number> {
  const number = 8000 + town.aircall.state.calls.size;
  const callId = await town.aircall.play({
    direction: 'inbound',
    caller: `+44 20 7946 ${number}`,
    line: 50001,
    ringSeconds: 1,
    talkSeconds: 1,
    agent: 70001,
    recording: { availableAfterMs: 0, sizeBytes: recordingBytes },
  });
  await town.aircall.endOf(callId);
  return callId;
}
const recordingsOf = (callId: number) =>
  town.front.state.conversations
    .flatMap(({ messages }) => messages)
    .filter(({ externalId }) => externalId === `aircall-${callId}-recording`);

/** Memory that its processes have in use, bytes. */
async function memoryOf(started: StartedService): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', started.pids().join(',')]);
  return stdout
    .trim()
    .split('\n')
    .reduce((sum, kilobytes) => sum + Number(kilobytes) * 1024, 0);
}

it('recordings stream through without being held, and each is one entry even after a kill midway', async () => {
  const small = await play(50_000);
  await town.stateOf(small, ({ state }) => state === 'done');
  const before = await memoryOf(service);

  const calls = await Promise.all(Array.from({ length: count }, () => play(sizeBytes)));
  await vi.waitUntil(() => proxy.held() === calls.length, { timeout: 120_000, interval: 100 });
  const grown = (await memoryOf(service)) - before;
  console.log(`${Math.round(grown / 1e6)} MB more in use for ${calls.length} recordings of ${sizeBytes / 1e6} MB`);
  expect(grown).toBeLessThan((calls.length * sizeBytes) / 2);
  expect(calls.flatMap(recordingsOf)).toEqual([]);
  await service.stop('SIGKILL');
  const output = service.output();

  proxy.letGo();
  service = await start();
  for (const callId of calls) await town.stateOf(callId, ({ state }) => state === 'done');
  await town.front.settled();
  const file = Buffer.concat([...silentMp3(0, sizeBytes - 1)]);
  for (const callId of calls) {
    const [recording, ...more] = recordingsOf(callId);
    expect(more).toEqual([]);
    expect(recording?.attachments).toHaveLength(1);
    expect(town.front.state.files.get(recording?.attachments[0]?.id ?? '')?.equals(file)).toBe(true);
  }
  const asked = town.aircall.journal.find({ path: /^\/media\// }).map(({ query }) => query);
  // Each attempt asks for an address of its own; a machine that is busy has an attempt more.
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeGreaterThanOrEqual(1 + 2 * calls.length);
  expect(`${output}${service.output()}`).not.toMatch(/X-Amz|\/media\//);
}, 600_000);
