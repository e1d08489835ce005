import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { createOwnLines } from '../../../src/adapters/aircall/lines.ts';
import { stopClock } from '../../kit/stop-clock.ts';

const line = '+442079460101';
const minuteMs = 60_000;

/** Aircall's simulator, which can be reached or not, and whose key can be revoked. */
async function open() {
  const aircall = await startAircallSimulator();
  onTestFinished(() => aircall.close());
  const access = { apiId: 'test-id', apiToken: 'test-token', timeoutMs: 60_000 };
  const clients = {
    works: createAircallClient({ ...access, apiUrl: aircall.url }),
    away: createAircallClient({ ...access, apiUrl: 'http://127.0.0.1:9' }),
    revoked: createAircallClient({ ...access, apiUrl: aircall.url, apiToken: 'revoked' }),
  };
  const state = { is: 'works' as keyof typeof clients, asked: 0 };
  const isOwnLine = createOwnLines({
    listLines: async () => {
      state.asked += 1;
      return await clients[state.is].listLines();
    },
  });
  return { state, isOwnLine, aircall };
}

describe('own lines', () => {
  beforeEach(() => stopClock('Date'));

  it('are requested every quarter of an hour', async () => {
    const { state, isOwnLine } = await open();
    expect(await Promise.all([isOwnLine(line), isOwnLine('+33639981234'), isOwnLine(line)])).toEqual([
      true,
      false,
      true,
    ]);
    vi.advanceTimersByTime(14 * minuteMs);
    expect(await isOwnLine(line)).toBe(true);
    expect(state.asked).toBe(1);
    vi.advanceTimersByTime(minuteMs);
    expect(await isOwnLine(line)).toBe(true);
    expect(state.asked).toBe(2);
  });

  it.each(['away', 'revoked'] as const)('keep the last list for a day while Aircall is %s', async (is) => {
    const { state, isOwnLine } = await open();
    await isOwnLine(line);
    state.is = is;
    vi.advanceTimersByTime(23 * 60 * minuteMs);
    expect(await isOwnLine(line)).toBe(true);
    vi.advanceTimersByTime(60 * minuteMs);
    expect(await isOwnLine(line)).toBe(false);
    state.is = 'works';
    vi.advanceTimersByTime(minuteMs);
    expect(await isOwnLine(line)).toBe(true);
  });

  it.each(['away', 'revoked'] as const)(
    'are empty while Aircall is %s from the start, and are requested once a minute',
    async (is) => {
      const { state, isOwnLine } = await open();
      state.is = is;
      expect(await isOwnLine(line)).toBe(false);
      expect(await isOwnLine(line)).toBe(false);
      expect(state.asked).toBe(1);
      state.is = 'works';
      vi.advanceTimersByTime(minuteMs);
      expect(await isOwnLine(line)).toBe(true);
    },
  );

  it('do not hide errors that do not come from Aircall', async () => {
    const isOwnLine = createOwnLines({ listLines: async () => await Promise.reject(new TypeError('a bug')) });
    await expect(isOwnLine(line)).rejects.toThrow('a bug');
  });
});
