import PQueue from 'p-queue';
import { grpcCode, grpcCodes } from '../connection/errors.ts';

/** Temporal is down, or too slow to handle this request in time; nothing was sent. */
export class TemporalOverloaded extends Error {
  override name = 'TemporalOverloaded';
}

interface LoadSheddingOptions {
  /** Maximum number of requests in flight; reduced after Temporal did not answer some in time. */
  maxAtOnce: number;
  /** From the submission of a request until its outcome must be known. */
  budgetMs: number;
  /** Timeout of one request. */
  attemptMs: number;
}

/** A request that starts after this share of its budget would hardly finish in time. */
const latestStart = 7 / 8;
const smoothing = 0.2;

/**
 * Sheds load early: under overload every request would time out and be retried. Requests run in order, a limited number at
 * a time, and one that cannot finish within its budget is refused at once, by the measured latency and the queue's length.
 * @returns a function that runs a request with the time it has left; it rejects with {TemporalOverloaded} on refusal
 */
export function createLoadShedder({ maxAtOnce, budgetMs, attemptMs }: LoadSheddingOptions) {
  const queue = new PQueue({ concurrency: maxAtOnce });
  /** Moving average of the latency since Temporal was last idle; 0 before the first answer. */
  let answerMs = 0;
  let answeredAtMs = 0;
  let cutAtMs = 0;
  let sinceCut = 0;
  const waiting = new Set<AbortController>();
  let isDown = false;

  return async <Result>(ask: (leftMs: number) => Promise<Result>): Promise<Result> => {
    const arrivedAtMs = performance.now();
    // While Temporal is down, one request at a time checks whether it is back.
    if (isDown && queue.pending > 0) throw new TemporalOverloaded('Temporal does not answer');
    if (queue.pending === 0) answerMs = 0;
    const rounds = Math.floor((queue.pending + queue.size) / queue.concurrency) + 1;
    if (rounds * answerMs > budgetMs) throw tooSlow();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(tooSlow()), budgetMs * latestStart);
    waiting.add(patience);
    const endWait = (): void => {
      clearTimeout(timer);
      waiting.delete(patience);
    };
    const run = async (): Promise<Result> => {
      endWait();
      const startedAtMs = performance.now();
      try {
        const result = await ask(Math.min(attemptMs, arrivedAtMs + budgetMs - startedAtMs));
        recordAnswer(startedAtMs);
        return result;
      } catch (error) {
        if (isNoAnswer(error)) recordTimeout(startedAtMs);
        else recordAnswer(startedAtMs);
        throw error;
      }
    };
    try {
      return await queue.add(run, { signal: patience.signal });
    } finally {
      endWait();
    }
  };

  function recordAnswer(startedAtMs: number): void {
    isDown = false;
    answeredAtMs = performance.now();
    const tookMs = answeredAtMs - startedAtMs;
    answerMs = answerMs === 0 ? tookMs : answerMs + smoothing * (tookMs - answerMs);
    sinceCut += 1;
    if (queue.concurrency < maxAtOnce && sinceCut >= queue.concurrency) {
      queue.concurrency += 1;
      sinceCut = 0;
    }
  }

  function recordTimeout(startedAtMs: number): void {
    // Requests that were in flight together fail together: reduce the limit once.
    if (startedAtMs >= cutAtMs) {
      queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2));
      cutAtMs = performance.now();
      sinceCut = 0;
    }
    if (isDown || answeredAtMs > startedAtMs) return;
    isDown = true;
    for (const patience of waiting) patience.abort(new TemporalOverloaded('Temporal does not answer'));
  }

  function tooSlow(): TemporalOverloaded {
    const takes = `an answer takes ${Math.round(answerMs)} ms`;
    return new TemporalOverloaded(
      `Temporal answers too slowly: ${queue.pending} requests are under way, ${queue.size} wait, ${takes}`,
    );
  }
}

function isNoAnswer(error: unknown): boolean {
  const code = grpcCode(error);
  return code === grpcCodes.deadlineExceeded || code === grpcCodes.unavailable;
}
