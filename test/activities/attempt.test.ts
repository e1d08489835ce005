import type { Info } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentCancellation, guardWith, leaveCheckpoint } from '../../activities/attempt.ts';
import { HttpError } from '../../src/adapters/http/errors.ts';
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

/** An attempt whose failure is not logged: failures are what these tests are about. */
function environmentOf(info: Partial<Info> = {}): MockActivityEnvironment {
  return new MockActivityEnvironment({ activityType: 'addComment', ...info }, { logger: new DefaultLogger('ERROR') });
}

/** Front's answer of this status, as the client throws it. */
function frontAnswered(status: number, retryAfterMs: number | null = null): HttpError {
  return new HttpError({ vendor: 'Front', operation: 'get-conversation', status, detail: 'No', retryAfterMs });
}

/** Runs an attempt at what `act` does. @returns its failure; undefined when it succeeds */
async function failureOf(
  act: () => Promise<unknown>,
  { environment = environmentOf(), attempted = () => {} }: Attempt = {},
): Promise<unknown> {
  const watch = { attempted, reachedFront: () => {}, missedAgent: () => {} };
  const activity = guardWith({ watch })(act);
  return await environment.run(activity, undefined).then(
    () => undefined,
    (error: unknown) => error,
  );
}
interface Attempt {
  environment?: MockActivityEnvironment;
  attempted?: (activity: string, outcome: string) => void;
}

/** Cancelled as it begins, as by a worker that stops. */
async function cancelledInside(environment: MockActivityEnvironment): Promise<void> {
  const ends = new Promise<never>((_, reject) => {
    const signal = currentCancellation();
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
  environment.cancel('WORKER_SHUTDOWN');
  await ends;
}

describe('the outcome of an attempt is counted', () => {
  it.each<[outcome: string, what: string, act: () => Promise<unknown>]>([
    ['done', 'it succeeds', async () => 'a result'],
    ['retried', 'Front fails', () => Promise.reject(frontAnswered(503))],
    ['retried', 'the program has a fault', () => Promise.reject(new Error('a fault'))],
    ['FrontUnauthorized', 'Front refuses the token', () => Promise.reject(frontAnswered(401))],
    [
      'Unknown',
      'it parks without a type',
      () => Promise.reject(ApplicationFailure.create({ message: 'No', nonRetryable: true })),
    ],
  ])('as %s when %s', async (outcome, _what, act) => {
    const counted: string[][] = [];
    await failureOf(act, { attempted: (...seen) => counted.push(seen) });
    expect(counted).toEqual([['addComment', outcome]]);
  });

  it('as cancelled when its worker stops', async () => {
    const counted: string[] = [];
    const environment = environmentOf();
    const failure = await failureOf(() => cancelledInside(environment), {
      environment,
      attempted: (_activity, outcome) => counted.push(outcome),
    });
    expect(failure).toBeInstanceOf(CancelledFailure);
    expect(counted).toEqual(['cancelled']);
  });
});

it('has a signal of cancellation inside an activity only', async () => {
  expect(currentCancellation()).toBeUndefined();
  const environment = environmentOf();
  const seen = await environment.run<[], AbortSignal | undefined, () => Promise<AbortSignal | undefined>>(async () =>
    currentCancellation(),
  );
  expect(seen?.aborted).toBe(false);
  environment.cancel();
  expect(seen?.aborted).toBe(true);
});

describe('a pause that a vendor asks for', () => {
  const locked = { retryPolicy: { maximumAttempts: 5 } };
  const pauseMs = 31_000;

  it.each([
    [
      'ends the attempt under the lock, and is left to the step',
      locked,
      pauseMs,
      { nonRetryable: true, details: [{ afterMs: pauseMs }] },
    ],
    ['is made under the lock when it is short', locked, 30_000, { nonRetryable: false, nextRetryDelay: 30_000 }],
    ['is made in place without the lock', {}, pauseMs, { nonRetryable: false, nextRetryDelay: pauseMs }],
    ['is made in place without a limit of attempts', { retryPolicy: {} }, pauseMs, { nonRetryable: false }],
  ])('%s', async (_what, info, asked, expected) => {
    const environment = environmentOf(info);
    const failure = await failureOf(() => Promise.reject(frontAnswered(429, asked)), { environment });
    expect(failure).toMatchObject({ type: 'FrontRateLimited', ...expected });
    expect(failure).toHaveProperty('details.0.remedy', expect.stringContaining('front.requestsPerMinute'));
  });

  it('is left to the step beside the checkpoint, even by a failure without details', async () => {
    const act = async () => {
      leaveCheckpoint({ looks: 1 });
      throw ApplicationFailure.create({ message: 'later', nextRetryDelay: pauseMs });
    };
    const environment = environmentOf(locked);
    expect(await failureOf(act, { environment })).toMatchObject({ details: [{ afterMs: pauseMs }, { looks: 1 }] });
    const bare = () => Promise.reject(ApplicationFailure.create({ message: 'later', nextRetryDelay: pauseMs }));
    expect(await failureOf(bare, { environment: environmentOf(locked) })).toMatchObject({
      details: [{ afterMs: pauseMs }],
    });
  });
});
