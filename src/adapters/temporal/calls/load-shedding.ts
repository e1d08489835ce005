import PQueue from 'p-queue';
import { grpcCode, grpcCodes } from '../connection/errors.ts';

/** Temporal is away, or too slow to get to this request in time; nothing was sent to it. */
export class TemporalBusy extends Error {
  override name = 'TemporalBusy';
}

interface FewAtOnceOptions {
  /** How many requests are under way at once, at most; fewer after Temporal did not answer some in time. */
  maxAtOnce: number;
  /** From the moment a request is handed in until its outcome must be known. */
  budgetMs: number;
  /** How long Temporal gets to answer one request. */
  attemptMs: number;
}

/** A request that starts later than this share of its budget has hardly any chance left. */
const latestStart = 7 / 8;
const smoothing = 0.2;

/**
 * Sheds load: a server that gets more requests at once than it can answer within their deadlines does all of that work
 * in vain, and gets all of them again. So few requests are under way at a time, in their order, and a request that could
 * not be answered within its budget is refused at once: when Temporal is away, or by the measured time and the queue.
 * @returns runs a request, giving it the time it has left; rejects with {TemporalBusy} when it is refused
 */
export function fewAtOnce({ maxAtOnce, budgetMs, attemptMs }: FewAtOnceOptions) {
  const queue = new PQueue({ concurrency: maxAtOnce });
  /** Moving average of how long an answer takes, since Temporal was last idle; 0 until there was one. */
  let answerMs = 0;
  let answeredAtMs = 0;
  let cutAtMs = 0;
  let sinceCut = 0;
  const waiting = new Set<AbortController>();
  let isAway = false;

  return async <Result>(ask: (leftMs: number) => Promise<Result>): Promise<Result> => {
    const arrivedAtMs = performance.now();
    // While Temporal is away one request at a time finds out whether it is back.
    if (isAway && queue.pending > 0) throw new TemporalBusy('Temporal does not answer');
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
        noteAnswer(startedAtMs);
        return result;
      } catch (error) {
        if (isSilence(error)) noteSilence(startedAtMs);
        else noteAnswer(startedAtMs);
        throw error;
      }
    };
    try {
      return await queue.add(run, { signal: patience.signal });
    } finally {
      endWait();
    }
  };

  function noteAnswer(startedAtMs: number): void {
    isAway = false;
    answeredAtMs = performance.now();
    const tookMs = answeredAtMs - startedAtMs;
    answerMs = answerMs === 0 ? tookMs : answerMs + smoothing * (tookMs - answerMs);
    sinceCut += 1;
    if (queue.concurrency < maxAtOnce && sinceCut >= queue.concurrency) {
      queue.concurrency += 1;
      sinceCut = 0;
    }
  }

  function noteSilence(startedAtMs: number): void {
    // The requests of one round fail together: that is one sign, not many.
    if (startedAtMs >= cutAtMs) {
      queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2));
      cutAtMs = performance.now();
      sinceCut = 0;
    }
    if (isAway || answeredAtMs > startedAtMs) return;
    isAway = true;
    for (const patience of waiting) patience.abort(new TemporalBusy('Temporal does not answer'));
  }

  function tooSlow(): TemporalBusy {
    const takes = `an answer takes ${Math.round(answerMs)} ms`;
    return new TemporalBusy(
      `Temporal answers too slowly: ${queue.pending} requests are under way, ${queue.size} wait, ${takes}`,
    );
  }
}

function isSilence(error: unknown): boolean {
  const code = grpcCode(error);
  return code === grpcCodes.deadlineExceeded || code === grpcCodes.unavailable;
}
