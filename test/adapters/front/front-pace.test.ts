import { describe, expect, it } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/front-client.ts';
import { createFrontPace } from '../../../src/adapters/front/front-pace.ts';

const windowMs = 1_500;
const perMinute = 50;

describe('createFrontPace', () => {
  it('uses nearly all of the limit and meets it never, in a burst of two workers', async () => {
    const front = await startFrontSimulator({ requestsPerMinute: perMinute, windowMs });
    const [one, other] = [0, 1].map(() => {
      const pace = createFrontPace({ perMinute, workers: () => 2, windowMs });
      return createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token', pace });
    });
    const began = Date.now();
    const requests = Array.from({ length: 300 }, (_, index) => {
      const contact = { source: 'phone' as const, handle: `+4420794${60000 + index}` };
      return (
        (index % 2 === 0 ? one : other)?.listContactConversations(contact) ?? Promise.reject(new Error('no client'))
      );
    });
    expect(await Promise.all(requests)).toEqual(requests.map(() => null));
    const windows = (Date.now() - began) / windowMs;
    expect(front.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
    // The first window's worth goes out at once, so 300 requests need five more.
    expect(300 / ((windows + 1) * perMinute)).toBeGreaterThan(0.85);
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
