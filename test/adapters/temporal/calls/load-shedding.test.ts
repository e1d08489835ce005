import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLoadShedder, TemporalOverloaded } from '../../../../src/adapters/temporal/calls/load-shedding.ts';

const patient = { maxAtOnce: 2, budgetMs: 10_000, attemptMs: 5_000 };

// A busy machine would answer late, and that is what is measured here.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Lets time pass until this has settled: in small steps, since the next timer may be another file's in this process. */
async function passed<Result>(result: Promise<Result>): Promise<Result> {
  let isOver = false;
  const end = (): void => void (isOver = true);
  result.then(end, end);
  while (!isOver) await vi.advanceTimersByTimeAsync(5);
  return await result;
}

/** A request that is answered when the test says so. */
function request(begun: string[], name: string) {
  const signals = new EventEmitter();
  const answered = once(signals, 'answer');
  const ask = async (): Promise<string> => {
    begun.push(name);
    await answered;
    return name;
  };
  return { ask, answer: () => signals.emit('answer') };
}

/** As gRPC's client fails when there was no answer in time. */
function silence(): Error {
  return Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4, details: '', metadata: {} });
}

/** Does one request after the other, also those that were given up on meanwhile. */
function slowServer(workMs: number) {
  let freeAtMs = performance.now();
  const counts = { asked: 0, met: 0 };
  const ask = async (leftMs: number): Promise<void> => {
    counts.asked += 1;
    const nowMs = performance.now();
    freeAtMs = Math.max(freeAtMs, nowMs) + workMs;
    const tookMs = freeAtMs - nowMs;
    await sleep(Math.min(tookMs, leftMs));
    if (tookMs > leftMs) throw silence();
    counts.met += 1;
  };
  return { ask, counts };
}

describe('createLoadShedder', () => {
  it('limits the requests in flight and queues the others in order', async () => {
    const inTurn = createLoadShedder(patient);
    const begun: string[] = [];
    const requests = ['a', 'b', 'c', 'd'].map((name) => request(begun, name));
    const answers = requests.map(({ ask }) => inTurn(ask));
    await vi.advanceTimersByTimeAsync(20);
    expect(begun).toEqual(['a', 'b']);
    requests[1]?.answer();
    expect(await answers[1]).toBe('b');
    await vi.advanceTimersByTimeAsync(20);
    expect(begun).toEqual(['a', 'b', 'c']);
    for (const { answer } of requests) answer();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses a request that waited too long without sending it, and runs the next', async () => {
    const inTurn = createLoadShedder({ maxAtOnce: 1, budgetMs: 80, attemptMs: 5_000 });
    const begun: string[] = [];
    const slow = request(begun, 'slow');
    const late = request(begun, 'late');
    const next = request(begun, 'next');
    const answer = inTurn(slow.ask);
    await expect(passed(inTurn(late.ask))).rejects.toThrow(TemporalOverloaded);
    await expect(passed(inTurn(late.ask))).rejects.toThrow('1 requests are under way, 1 wait');
    slow.answer();
    expect(await answer).toBe('slow');
    next.answer();
    expect(await inTurn(next.ask)).toBe('next');
    expect(begun).toEqual(['slow', 'next']);
  });

  it('refuses a request at once when the queue leaves it no time at the current latency', async () => {
    const inTurn = createLoadShedder({ maxAtOnce: 2, budgetMs: 1000, attemptMs: 1000 });
    const ask = () => inTurn(() => sleep(300));
    for (let index = 0; index < 4; index += 1) void ask();
    await vi.advanceTimersByTimeAsync(300);
    let answered = 0;
    const outcomes = Array.from({ length: 10 }, async () => {
      const error: unknown = await ask().then(
        () => null,
        (reason: unknown) => reason,
      );
      if (error === null) answered += 1;
      return { error, before: answered };
    });
    const refused = (await passed(Promise.all(outcomes))).filter(({ error }) => error instanceof TemporalOverloaded);
    // Six fit into the budget, of which two were there before.
    expect(refused).toHaveLength(6);
    // At once: no request had been answered.
    expect(refused.every(({ before }) => before === 0)).toBe(true);
    // What was measured before Temporal was idle says nothing of the next flush.
    await passed(Promise.all(Array.from({ length: 20 }, () => inTurn(() => sleep(10)))));
  });

  it('gives a request the rest of its budget', async () => {
    const inTurn = createLoadShedder({ maxAtOnce: 1, budgetMs: 1000, attemptMs: 600 });
    const left: number[] = [];
    const ask = async (leftMs: number): Promise<void> => {
      left.push(leftMs);
      await sleep(300);
    };
    await passed(Promise.all([inTurn(ask), inTurn(ask), inTurn(ask)]));
    expect(left).toEqual([600, 600, 400]);
  });

  it('passes errors on and continues', async () => {
    const inTurn = createLoadShedder(patient);
    await expect(inTurn(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await inTurn(async () => 1)).toBe(1);
  });
});

describe('createLoadShedder, while Temporal does not answer', () => {
  it('refuses waiting and new requests, except one at a time, until Temporal answers again', async () => {
    const inTurn = createLoadShedder(patient);
    const begun: string[] = [];
    const fail = async (): Promise<never> => {
      begun.push('fails');
      await sleep(50);
      throw silence();
    };
    const outcomes = await passed(Promise.allSettled([fail, fail, fail, fail].map((ask) => inTurn(ask))));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(Array(4).fill('rejected'));
    expect(begun).toHaveLength(2);
    const probe = request(begun, 'probe');
    const answer = inTurn(probe.ask);
    await expect(inTurn(async () => begun.push('meanwhile'))).rejects.toThrow('Temporal does not answer');
    probe.answer();
    expect(await answer).toBe('probe');
    expect(await inTurn(async () => 1)).toBe(1);
    expect(begun).toEqual(['fails', 'fails', 'probe']);
  });

  it('lets running requests finish, and does not take a slow answer for an outage', async () => {
    const inTurn = createLoadShedder({ ...patient, maxAtOnce: 4 });
    const begun: string[] = [];
    const running = request(begun, 'running');
    const answer = inTurn(running.ask);
    await expect(inTurn(() => Promise.reject(silence()))).rejects.toThrow('DEADLINE_EXCEEDED');
    running.answer();
    expect(await answer).toBe('running');
    const slow = inTurn(() => sleep(50).then(() => Promise.reject(silence())));
    const waits = Array.from({ length: 6 }, () => inTurn(() => sleep(20)));
    await expect(passed(slow)).rejects.toThrow('DEADLINE_EXCEEDED');
    await passed(Promise.all(waits));
  });
});

describe('createLoadShedder, with hundreds of webhooks and a slow Temporal', () => {
  // A tenth of the real times, so a server of 100 a second is one of 10.
  const options = { maxAtOnce: 30, budgetMs: 400, attemptMs: 250 };

  it('stores all in a few deliveries when one delivery has time for under thirty', async () => {
    const server = slowServer(10);
    const inTurn = createLoadShedder(options);
    let left = 300;
    let refused = 0;
    const beganMs = performance.now();
    while (left > 0) {
      const outcomes = await passed(Promise.allSettled(Array.from({ length: left }, () => inTurn(server.ask))));
      left = outcomes.filter(({ status }) => status === 'rejected').length;
      refused += left;
      if (performance.now() - beganMs > 20_000) break;
    }
    const tookMs = performance.now() - beganMs;
    expect(server.counts.met).toBe(300);
    // Nearly all that was asked was met, and the server was busy most of the time.
    expect(server.counts.asked).toBeLessThan(400);
    expect(tookMs).toBeLessThan(2 * 300 * 10);
  });

  it('stores sixty in one delivery when thirty take half of the budget', async () => {
    const server = slowServer(5);
    const inTurn = createLoadShedder(options);
    await passed(Promise.all(Array.from({ length: 60 }, () => inTurn(server.ask))));
    expect(server.counts).toEqual({ asked: 60, met: 60 });
  });
});
