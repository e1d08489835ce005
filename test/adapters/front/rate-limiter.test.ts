import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';
import { createRateLimiter, type Priority, type RateLimiter } from '../../../src/adapters/front/rate-limiter.ts';
import type { VendorAnswer } from '../../../src/adapters/http/request.ts';

const windowMs = 1_500;
const perMinute = 50;

describe('createRateLimiter', () => {
  it('stays within the limit during a burst from two workers', async () => {
    const front = await startFrontSimulator({ requestsPerMinute: perMinute, windowMs });
    const [one, other] = [0, 1].map(() => {
      const rateLimiter = createRateLimiter({ perMinute, workers: () => 2, windowMs });
      return createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', rateLimiter });
    });
    const requests = Array.from({ length: 200 }, (_, index) => {
      const contact = { source: 'phone' as const, handle: `+4420794${60000 + index}` };
      return (
        (index % 2 === 0 ? one : other)?.listContactConversations(contact) ?? Promise.reject(new Error('no client'))
      );
    });
    expect(await Promise.all(requests)).toEqual(requests.map(() => null));
    expect(front.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
    await front.close();
  });

  it('stays within five requests a second per resource', async () => {
    const front = await startFrontSimulator({ perResourcePerSecond: 5 });
    const rateLimiter = createRateLimiter({ perMinute: 10_000, workers: () => 1 });
    const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', rateLimiter });
    const contact = front.state.addContact({ name: 'Casey', handles: [{ source: 'phone', handle: '+442079460900' }] });
    const { id } = front.state.addEmailConversation(contact.id, 'invoice');
    await Promise.all(Array.from({ length: 10 }, () => client.getConversation(id)));
    expect(front.journal.entries.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await front.close();
  });

  it('gives up on a request after its maximum wait, and never sends it', async () => {
    const front = await startFrontSimulator();
    const rateLimiter = createRateLimiter({ perMinute: 5, workers: () => 1 });
    const access = { apiUrl: front.url, apiToken: 'front-test-token', rateLimiter };
    const [patient, hasty] = [createFrontClient(access), createFrontClient({ ...access, maxWaitMs: 100 })];
    const contact = { source: 'phone' as const, handle: '+447700900123' };
    for (let count = 0; count < 5; count += 1) await patient.listContactConversations(contact);
    await expect(hasty.listContactConversations(contact)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(front.journal.entries).toHaveLength(5);
    await front.close();
  });

  it('stays within five requests a second per resource across several workers', async () => {
    const front = await startFrontSimulator({ perResourcePerSecond: 5 });
    const clients = [0, 1].map(() => {
      const rateLimiter = createRateLimiter({ perMinute: 10_000, workers: () => 2 });
      return createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', rateLimiter });
    });
    const contact = front.state.addContact({ name: 'Casey', handles: [{ source: 'phone', handle: '+442079460900' }] });
    const { id } = front.state.addEmailConversation(contact.id, 'invoice');
    await Promise.all(clients.flatMap((client) => [1, 2, 3, 4].map(() => client.getConversation(id))));
    expect(front.journal.entries.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    await front.close();
  });

  it('waits as long as Front asks after a 429, then sends live calls first', async () => {
    const front = await startFrontSimulator();
    const rateLimiter = createRateLimiter({ perMinute: 10_000, workers: () => 1 });
    const access = { apiUrl: front.url, apiToken: 'front-test-token', rateLimiter };
    const [live, history] = [createFrontClient(access), createFrontClient({ ...access, priority: 'history' })];
    front.faults.add({ path: '/contacts/', kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 1 });
    const contact = (handle: string) => ({ source: 'phone' as const, handle });
    const began = Date.now();
    // The first request goes alone: the others wait for its answer, and then as long as it says.
    await Promise.all([
      expect(live.listContactConversations(contact('+441'))).rejects.toMatchObject({ status: 429, retryAfterMs: 1000 }),
      history.listContactConversations(contact('+442')),
      live.listContactConversations(contact('+443')),
    ]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(950);
    expect(front.journal.entries.slice(1).map(({ path }) => path.includes('443'))).toEqual([true, false]);
    await front.close();
  });
});

describe('the limit', () => {
  const answerMs = 300;
  const ok: VendorAnswer = { status: 200, body: undefined, header: () => null };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A minute of 50, whose requests take a while. @returns sends so many at once, and reports when each was sent */
  function sendBy(rateLimiter: RateLimiter) {
    const sentAtMs: Record<Priority, number[]> = { live: [], history: [] };
    const send = (priority: Priority, count: number): void => {
      for (let index = 0; index < count; index += 1)
        void rateLimiter.run(priority, `/contacts/${priority}${index}`, async () => {
          sentAtMs[priority].push(Date.now());
          await new Promise((resolve) => setTimeout(resolve, answerMs));
          return ok;
        });
    };
    return { send, sentAtMs };
  }

  it('is almost fully used, and never exceeded', async () => {
    const { send, sentAtMs } = sendBy(createRateLimiter({ perMinute: 50, workers: () => 1 }));
    send('live', 300);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const { live } = sentAtMs;
    expect(live).toHaveLength(300);
    // The first minute's worth is earned in that minute.
    expect((live[299] ?? 0) - (live[0] ?? 0)).toBeLessThan((6 * 60_000) / 0.95);
    for (let index = 50; index < 300; index += 1)
      expect((live[index] ?? 0) - (live[index - 50] ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('keeps room for a live call while history uses the rest', async () => {
    const { send, sentAtMs } = sendBy(createRateLimiter({ perMinute: 50, workers: () => 1 }));
    // More than ten minutes let through, so that some always wait.
    send('history', 500);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sentAtMs.history.length).toBeGreaterThan(445);
    expect(sentAtMs.history.length).toBeLessThan(455);
    send('live', 5);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentAtMs.live).toHaveLength(5);
  });

  it('can be reserved for the next live calls, and is released when unused', async () => {
    const rateLimiter = createRateLimiter({ perMinute: 50, workers: () => 1 });
    const { send, sentAtMs } = sendBy(rateLimiter);
    send('live', 45);
    await vi.advanceTimersByTimeAsync(120_000);
    const reservation = rateLimiter.reserve(3);
    await vi.advanceTimersByTimeAsync(5_000);
    await reservation;
    // The limit is used up but for the reservation: three go now, the rest a minute later.
    send('live', 60);
    await vi.advanceTimersByTimeAsync(100);
    expect(sentAtMs.live).toHaveLength(45 + 50);
    await vi.advanceTimersByTimeAsync(120_000);
    void rateLimiter.reserve(3);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(rateLimiter.shareLeft()).toBe(1);
  });

  it('is reserved as fast as the limit allows: no resource is asked for, so no guard of one counts', async () => {
    const rateLimiter = createRateLimiter({ perMinute: 6000, workers: () => 1 });
    sendBy(rateLimiter).send('live', 1);
    await vi.advanceTimersByTimeAsync(answerMs);
    const reservedAfterMs = (async () => {
      const sinceMs = performance.now();
      await rateLimiter.reserve(20);
      return performance.now() - sinceMs;
    })();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await reservedAfterMs).toBeLessThan(300);
  });

  it('no longer delays cancelled requests, and lets a request in flight finish', async () => {
    const stop = new AbortController();
    const cancellation = () => stop.signal;
    const rateLimiter = createRateLimiter({ perMinute: 1, workers: () => 1, cancellation });
    const first = rateLimiter.run('live', '/contacts/1', () => new Promise((resolve) => setTimeout(resolve, 10, ok)));
    const second = rateLimiter.run('live', '/contacts/2', async () => ok);
    stop.abort(new Error('the worker stops'));
    await expect(second).rejects.toThrow('the worker stops');
    await vi.advanceTimersByTimeAsync(10);
    expect(await first).toBe(ok);
    await expect(rateLimiter.run('live', '/contacts/3', async () => ok)).rejects.toThrow('the worker stops');
  });

  it('builds up over the first minute, but lets a first call through promptly', async () => {
    const { send, sentAtMs } = sendBy(createRateLimiter({ perMinute: 50, workers: () => 1 }));
    send('live', 60);
    await vi.advanceTimersByTimeAsync(answerMs + 1);
    expect(sentAtMs.live).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sentAtMs.live).toHaveLength(30);
    await vi.advanceTimersByTimeAsync(30_000 - answerMs - 2);
    expect(sentAtMs.live).toHaveLength(49);
  });

  it('follows the remaining requests that Front reports when others use it too', async () => {
    const front = aFront(50);
    const rateLimiter = createRateLimiter({ perMinute: 50, workers: () => 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    for (let index = 0; index < 45; index += 1) front.count();
    const run = (id: number) => void rateLimiter.run('live', `/contacts/${id}`, front.answer);
    for (let index = 0; index < 50; index += 1) run(index);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(front.inWindow()).toBe(50);
    expect(rateLimiter.shareLeft()).toBe(0);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(front.inWindow()).toBeGreaterThan(40);
    expect(front.most()).toBe(50);
  });

  it('is not exceeded by new workers that each assume they are alone', async () => {
    const front = aFront(50);
    let count = 1;
    const start = (): void => {
      const rateLimiter = createRateLimiter({ perMinute: 50, workers: () => count });
      // More than one worker could send in all these minutes, so that some always wait.
      for (let index = 0; index < 400; index += 1)
        void rateLimiter.run('live', `/contacts/${index}`, front.answer).catch(() => {});
    };
    start();
    await vi.advanceTimersByTimeAsync(90_000);
    start();
    start();
    await vi.advanceTimersByTimeAsync(2_000);
    count = 3;
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    // Each of the two asks once before it knows.
    expect(front.most()).toBeLessThanOrEqual(52);
    expect(front.inWindow()).toBeGreaterThan(40);
  });

  it('is held per resource by a 429, and for the whole company when none is left', async () => {
    const rateLimiter = createRateLimiter({ perMinute: 1000, workers: () => 1 });
    const sent: string[] = [];
    const run = (path: string, headers: Record<string, string> = {}) =>
      rateLimiter.run('live', path, async () => {
        sent.push(path);
        const status = Object.keys(headers).length === 0 ? 200 : 429;
        return { status, body: undefined, header: (name) => headers[name] ?? null };
      });
    const guard = { 'retry-after': '10', 'x-front-tier': '2', 'x-ratelimit-limit': '1000' };
    await run('/conversations/a', { ...guard, 'x-ratelimit-remaining': '900' });
    void run('/conversations/a');
    void run('/conversations/b');
    await vi.advanceTimersByTimeAsync(9_000);
    expect(sent).toEqual(['/conversations/a', '/conversations/b']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toHaveLength(3);
    await run('/conversations/a', { ...guard, 'x-ratelimit-remaining': '0' });
    void run('/conversations/c');
    await vi.advanceTimersByTimeAsync(9_000);
    expect(sent).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toHaveLength(5);
  });

  it('pauses until the reset time of a 429, or until a retry-after date', async () => {
    const resetHeaders: Array<() => Record<string, string>> = [
      () => ({ 'x-ratelimit-reset': String(Date.now() / 1000 + 20) }),
      () => ({ 'retry-after': new Date(Date.now() + 20_000).toUTCString() }),
    ];
    for (const headersNow of resetHeaders) {
      const headers = headersNow();
      const rateLimiter = createRateLimiter({ perMinute: 1000, workers: () => 1 });
      const header = (name: string) => headers[name] ?? null;
      await rateLimiter.run('live', '/a/b', async () => ({ status: 429, body: undefined, header }));
      const sent = vi.fn<() => Promise<VendorAnswer>>(async () => ok);
      void rateLimiter.run('live', '/c/d', sent);
      await vi.advanceTimersByTimeAsync(18_000);
      expect(sent).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(3_000);
      expect(sent).toHaveBeenCalled();
    }
  });

  it('is not extended when the clock is set back', async () => {
    const { send, sentAtMs } = sendBy(createRateLimiter({ perMinute: 5, workers: () => 1 }));
    send('live', 5);
    await vi.advanceTimersByTimeAsync(1_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    send('live', 1);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(sentAtMs.live).toHaveLength(6);
  });
});

/** A Front that counts in a sliding minute, and refuses nothing. */
function aFront(limit: number) {
  let atMs: number[] = [];
  let most = 0;
  const inWindow = () => atMs.filter((each) => each > Date.now() - 60_000).length;
  const count = () => {
    atMs = [...atMs, Date.now()];
    most = Math.max(most, inWindow());
  };
  return {
    count,
    inWindow,
    most: () => most,
    answer: async (): Promise<VendorAnswer> => {
      count();
      const headers: Record<string, string> = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - inWindow())),
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 60),
      };
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { status: 200, body: undefined, header: (name) => headers[name] ?? null };
    },
  };
}
