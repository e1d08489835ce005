import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/front-client.ts';
import { createFrontPace, type FrontPace, type Urgency } from '../../../src/adapters/front/front-pace.ts';
import type { VendorAnswer } from '../../../src/adapters/http/send-request.ts';

const windowMs = 1_500;
const perMinute = 50;

describe('createFrontPace', () => {
  it('never meets the limit, in a burst of two workers', async () => {
    const front = await startFrontSimulator({ requestsPerMinute: perMinute, windowMs });
    const [one, other] = [0, 1].map(() => {
      const pace = createFrontPace({ perMinute, workers: () => 2, windowMs });
      return createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', pace });
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

  it('keeps under the guard of five requests a second on one resource', async () => {
    const front = await startFrontSimulator({ perResourcePerSecond: 5 });
    const pace = createFrontPace({ perMinute: 10_000, workers: () => 1 });
    const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', pace });
    const contact = front.state.addContact({ name: 'Casey', handles: [{ source: 'phone', handle: '+442079460900' }] });
    const { id } = front.state.addEmailConversation(contact.id, 'invoice');
    await Promise.all(Array.from({ length: 10 }, () => client.getConversation(id)));
    expect(front.journal.entries.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await front.close();
  });

  it('waits as long as Front says after a 429, and lets live calls go first', async () => {
    const front = await startFrontSimulator();
    const pace = createFrontPace({ perMinute: 10_000, workers: () => 1 });
    const access = { apiUrl: front.url, apiToken: 'front-test-token', pace };
    const [live, history] = [createFrontClient(access), createFrontClient({ ...access, urgency: 'history' })];
    front.faults.add({ path: '/contacts/', kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 1 });
    const contact = (handle: string) => ({ source: 'phone' as const, handle });
    await expect(live.listContactConversations(contact('+441'))).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 1000,
    });
    const began = Date.now();
    await Promise.all([
      history.listContactConversations(contact('+442')),
      live.listContactConversations(contact('+443')),
    ]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(950);
    expect(front.journal.entries.slice(1).map(({ path }) => path.includes('443'))).toEqual([true, false]);
    await front.close();
  });
});

describe('within the limit', () => {
  const answerMs = 300;
  const ok: VendorAnswer = { status: 200, body: undefined, header: () => null };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A minute of 50, whose requests take a while. @returns sends so many at once, and tells when each was sent */
  function sendBy(pace: FrontPace) {
    const sentAtMs: Record<Urgency, number[]> = { live: [], history: [] };
    const send = (urgency: Urgency, count: number): void => {
      for (let index = 0; index < count; index += 1)
        void pace.run(urgency, `/contacts/${urgency}${index}`, async () => {
          sentAtMs[urgency].push(Date.now());
          await new Promise((resolve) => setTimeout(resolve, answerMs));
          return ok;
        });
    };
    return { send, sentAtMs };
  }

  it('nearly all of it is used, and never more', async () => {
    const { send, sentAtMs } = sendBy(createFrontPace({ perMinute: 50, workers: () => 1 }));
    send('live', 300);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const { live } = sentAtMs;
    expect(live).toHaveLength(300);
    // The first minute's worth goes out at once, and so five more do.
    expect((live[299] ?? 0) - (live[0] ?? 0)).toBeLessThan((5 * 60_000) / 0.95);
    for (let index = 50; index < 300; index += 1)
      expect((live[index] ?? 0) - (live[index - 50] ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('history leaves room for a live call, and uses the rest', async () => {
    const { send, sentAtMs } = sendBy(createFrontPace({ perMinute: 50, workers: () => 1 }));
    send('history', 1000);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sentAtMs.history.length).toBeGreaterThan(445);
    expect(sentAtMs.history.length).toBeLessThan(455);
    send('live', 5);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentAtMs.live).toHaveLength(5);
  });

  it('is not waited for by what is cancelled, and what is being sent is not disturbed', async () => {
    const stop = new AbortController();
    const cancellation = () => stop.signal;
    const pace = createFrontPace({ perMinute: 1, workers: () => 1, cancellation });
    const first = pace.run('live', '/contacts/1', () => new Promise((resolve) => setTimeout(resolve, 10, ok)));
    const second = pace.run('live', '/contacts/2', async () => ok);
    stop.abort(new Error('the worker stops'));
    await expect(second).rejects.toThrow('the worker stops');
    await vi.advanceTimersByTimeAsync(10);
    expect(await first).toBe(ok);
    await expect(pace.run('live', '/contacts/3', async () => ok)).rejects.toThrow('the worker stops');
  });
});
