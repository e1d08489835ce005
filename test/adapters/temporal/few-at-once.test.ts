import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fewAtOnce, TemporalBusy } from '../../../src/adapters/temporal/few-at-once.ts';

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

describe('fewAtOnce', () => {
  it('lets so many through, the others in their order', async () => {
    const inTurn = fewAtOnce({ mostAtOnce: 2, longestWaitMs: 10_000 });
    const begun: string[] = [];
    const requests = ['a', 'b', 'c', 'd'].map((name) => request(begun, name));
    const answers = requests.map(({ ask }) => inTurn(ask));
    await sleep(20);
    expect(begun).toEqual(['a', 'b']);
    requests[1]?.answer();
    expect(await answers[1]).toBe('b');
    await expect.poll(() => begun).toEqual(['a', 'b', 'c']);
    for (const { answer } of requests) answer();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses what waits for too long, asks nothing for it, and lets the next through', async () => {
    const inTurn = fewAtOnce({ mostAtOnce: 1, longestWaitMs: 50 });
    const begun: string[] = [];
    const slow = request(begun, 'slow');
    const late = request(begun, 'late');
    const next = request(begun, 'next');
    const answer = inTurn(slow.ask);
    await expect(inTurn(late.ask)).rejects.toThrow(TemporalBusy);
    await expect(inTurn(late.ask)).rejects.toThrow('1 requests are under way, 1 wait, this one for 50 ms');
    slow.answer();
    expect(await answer).toBe('slow');
    next.answer();
    expect(await inTurn(next.ask)).toBe('next');
    expect(begun).toEqual(['slow', 'next']);
  });

  it('passes on what goes wrong, and goes on', async () => {
    const inTurn = fewAtOnce({ mostAtOnce: 1, longestWaitMs: 1000 });
    await expect(inTurn(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await inTurn(async () => 1)).toBe(1);
  });
});
