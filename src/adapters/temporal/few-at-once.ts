import PQueue from 'p-queue';

/** Temporal did not get to it in time; nothing was asked of it. */
export class TemporalBusy extends Error {
  override name = 'TemporalBusy';
}

export interface FewAtOnceOptions {
  mostAtOnce: number;
  longestWaitMs: number;
}

/**
 * Lets few requests at a time through to Temporal, in their order. A server that is asked for more at once than it can do
 * within their deadlines does all of it in vain, and is asked for all of it again: so what would wait for too long is
 * refused before it costs anything.
 * @returns runs what it is given in its turn; rejects with {TemporalBusy} when that does not come in time
 */
export function fewAtOnce({ mostAtOnce, longestWaitMs }: FewAtOnceOptions) {
  const queue = new PQueue({ concurrency: mostAtOnce });
  return async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    const patience = new AbortController();
    const timer = setTimeout(() => {
      const waiting = `${queue.pending} requests are under way, ${queue.size} wait`;
      patience.abort(new TemporalBusy(`Temporal answers too slowly: ${waiting}, this one for ${longestWaitMs} ms`));
    }, longestWaitMs);
    const inTurn = async (): Promise<Result> => {
      clearTimeout(timer);
      return await ask();
    };
    return await queue.add(inTurn, { signal: patience.signal });
  };
}
