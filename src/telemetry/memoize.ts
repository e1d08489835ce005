import { setTimeout as sleep } from 'node:timers/promises';

interface MemoizeOptions {
  /** How long an answer is reused. A failure is reused as well, so that a server that is down is not asked on every call. */
  keptMs: number;
  timeoutMs?: number;
}

/**
 * Limits how often a slow question is asked, however often its answer is needed.
 * @returns a function that asks at most once per `keptMs`; it returns null when the question failed or timed out
 */
export function memoize<Answer>(
  ask: () => Promise<Answer>,
  { keptMs, timeoutMs = 3000 }: MemoizeOptions,
): () => Promise<Answer | null> {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let answer: Promise<Answer | null> = Promise.resolve(null);
  return async () => {
    const nowMs = performance.now();
    if (nowMs - askedAtMs >= keptMs) {
      askedAtMs = nowMs;
      const answered = new AbortController();
      const timeout = sleep(timeoutMs, null, { ref: false, signal: answered.signal });
      answer = Promise.race([ask(), timeout])
        .catch(() => null)
        .finally(() => answered.abort());
      timeout.catch(() => {});
    }
    return await answer;
  };
}
