import type { VendorAnswer } from '../http/send-request.ts';
import { createRequestWindow, type RequestWindow } from './request-window.ts';

/** Front's guard on one resource. */
const mostPerResourceSecond = 5;
/**
 * Of the limit, what history takes at most, and evenly: a live call then finds room at once, instead of when the requests of
 * a burst are a minute old.
 */
const historyShare = 0.9;
/** So much of history's time may be made up for, when a timer or the machine was late. */
const madeUpMs = 1_000;
/** What is still being sent after so long, a recording, keeps nothing else from its inbox. */
const countedWithinMs = 3_000;

export interface FrontPaceOptions {
  /** `front.requestsPerMinute`: all workers together stay under it. */
  perMinute: number;
  /** How many workers there are now, this one included. */
  workers: () => number;
  /** The minute, for tests that scale time. */
  windowMs?: number;
  /** Told with each answer what Front says of its limit: requests a minute, and how many are left. */
  onLimit?: (limit: number, left: number) => void;
  /** Ends the wait of the request that is asked for now: its worker stops, or nobody needs it any more. */
  cancellation?: () => AbortSignal | undefined;
}

/** Live calls go before imported history and what is late. */
export type Urgency = 'live' | 'history';

export interface FrontPace {
  /**
   * Runs a request when it is its turn: live before history, else first come first served.
   * @throws what the cancellation gives as its reason, when that comes first
   */
  run(urgency: Urgency, path: string, send: () => Promise<VendorAnswer>): Promise<VendorAnswer>;
}

interface Started {
  guard: RequestWindow;
  ends: Array<ReturnType<RequestWindow['begin']>>;
}

interface Waiting {
  urgency: Urgency;
  resource: string;
  start: () => void;
}

/**
 * Keeps this worker's share of Front's limit, and under Front's guard on one resource. Front's own word (429, and a limit
 * smaller than the configured one) goes before all of that.
 */
export function createFrontPace({
  perMinute,
  workers,
  windowMs = 60_000,
  onLimit,
  cancellation,
}: FrontPaceOptions): FrontPace {
  /** A second, and a little for clocks that are not quite the same. */
  const guardWindowMs = windowMs * (1.05 / 60);
  const waiting: Waiting[] = [];
  const guards = new Map<string, RequestWindow>();
  let limit = perMinute;
  let historyFreeAtMs = 0;
  const mine = () => Math.max(1, Math.floor(Math.min(perMinute, limit) / Math.max(1, workers())));
  const company = createRequestWindow(windowMs, mine);
  let timer: NodeJS.Timeout | undefined;

  function guardOf(resource: string): RequestWindow {
    const guard =
      guards.get(resource) ?? createRequestWindow(guardWindowMs, () => mostPerResourceSecond, countedWithinMs);
    guards.set(resource, guard);
    return guard;
  }

  function letGo(): void {
    clearTimeout(timer);
    const nowMs = Date.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const next of byUrgency(waiting)) {
      const all = company.waitMs(nowMs);
      if (all === null) break;
      if (all > 0) {
        soonest = Math.min(soonest, all);
        break;
      }
      const own = guardOf(next.resource).waitMs(nowMs) ?? Number.POSITIVE_INFINITY;
      const wait = next.urgency === 'history' ? Math.max(own, historyFreeAtMs - nowMs) : own;
      if (wait <= 0) {
        waiting.splice(waiting.indexOf(next), 1);
        next.start();
      } else soonest = Math.min(soonest, wait);
    }
    if (soonest < Number.POSITIVE_INFINITY) timer = setTimeout(letGo, Math.ceil(soonest));
  }

  function heed(guard: RequestWindow, answer: VendorAnswer): void {
    const told = Number(answer.header('x-ratelimit-limit') ?? Number.NaN);
    if (Number.isFinite(told) && told > 0) limit = told;
    const left = Number(answer.header('x-ratelimit-remaining') ?? Number.NaN);
    if (told > 0 && left >= 0) onLimit?.(told, left);
    const retryAfterMs = Number(answer.header('retry-after') ?? Number.NaN) * 1000;
    if (answer.status !== 429 || !Number.isFinite(retryAfterMs)) return;
    // Front names the guard it met; without a name it is the company's limit.
    (answer.header('x-front-tier') === null ? company : guard).hold(Date.now() + retryAfterMs);
  }

  /** Conversations come and go: what has nothing to remember is not kept. */
  function tidy(nowMs: number): void {
    for (const [resource, guard] of guards) {
      if (guard.isIdle(nowMs)) guards.delete(resource);
    }
  }

  return {
    async run(urgency, path, send) {
      const resource = path.split(/[/?]/).slice(0, 3).join('/');
      const cancelled = cancellation?.();
      cancelled?.throwIfAborted();
      const { guard, ends } = await new Promise<Started>((started, giveUp) => {
        const leave = (): void => {
          waiting.splice(waiting.indexOf(request), 1);
          giveUp(cancelled?.reason);
        };
        const start = (): void => {
          cancelled?.removeEventListener('abort', leave);
          const own = guardOf(resource);
          const nowMs = Date.now();
          if (urgency === 'history')
            historyFreeAtMs = Math.max(historyFreeAtMs, nowMs - madeUpMs) + windowMs / (historyShare * mine());
          started({ guard: own, ends: [company.begin(nowMs), own.begin(nowMs)] });
        };
        const request = { urgency, resource, start };
        cancelled?.addEventListener('abort', leave, { once: true });
        waiting.push(request);
        letGo();
      });
      try {
        const answer = await send();
        heed(guard, answer);
        return answer;
      } finally {
        const nowMs = Date.now();
        for (const end of ends) end(nowMs);
        tidy(nowMs);
        letGo();
      }
    },
  };
}

function byUrgency(waiting: readonly Waiting[]): Waiting[] {
  return [
    ...waiting.filter(({ urgency }) => urgency === 'live'),
    ...waiting.filter(({ urgency }) => urgency === 'history'),
  ];
}
