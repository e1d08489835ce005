import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { guardWith, leaveCheckpoint } from '../../activities/attempt.ts';
import { policies } from '../../workflows/policies.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('sends heartbeats with the checkpoint while an activity waits, more often than the policies require', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'] });
  const environment = new MockActivityEnvironment();
  const beats: Array<{ atMs: number; left: unknown }> = [];
  environment.on('heartbeat', (left: unknown) => beats.push({ atMs: Date.now(), left }));
  const waiting = 20 * 60_000;
  const startedAtMs = Date.now();
  const waits = guardWith({})(async () => {
    leaveCheckpoint({ at: 'the limit' });
    await new Promise((resolve) => {
      setTimeout(resolve, waiting);
    });
    return 'done';
  });
  const result = environment.run(waits, undefined);
  await vi.advanceTimersByTimeAsync(waiting);
  expect(await result).toBe('done');
  const times = [startedAtMs, ...beats.map(({ atMs }) => atMs), startedAtMs + waiting];
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(Number.parseInt(policies.write.heartbeatTimeout, 10) * 1000);
  expect(beats.every(({ left }) => JSON.stringify(left) === '{"at":"the limit"}')).toBe(true);
  // A heartbeat of an attempt that has ended would be one of the next.
  const { length } = beats;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(beats).toHaveLength(length);
});
