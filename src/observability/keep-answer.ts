import { setTimeout as sleep } from 'node:timers/promises';

export interface KeepOptions {
  /** How long an answer is good for; one that failed, too, so that what is away is not asked all the time. */
  keptMs: number;
  /** How long one is waited for. */
  patienceMs?: number;
}

/**
 * @returns a function that asks at most once in a while, however often it is called; null when there was no answer, or
 * none in time
 */
export function keepAnswer<Answer>(
  ask: () => Promise<Answer>,
  { keptMs, patienceMs = 3000 }: KeepOptions,
): () => Promise<Answer | null> {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let answer: Promise<Answer | null> = Promise.resolve(null);
  return async () => {
    const nowMs = performance.now();
    if (nowMs - askedAtMs >= keptMs) {
      askedAtMs = nowMs;
      const patience = new AbortController();
      const tooLate = sleep(patienceMs, null, { ref: false, signal: patience.signal });
      answer = Promise.race([ask(), tooLate])
        .catch(() => null)
        .finally(() => patience.abort());
      tooLate.catch(() => {});
    }
    return await answer;
  };
}
