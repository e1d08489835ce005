import type { VendorAnswer } from '../http/request.ts';
import { readResetMs, readRetryAfterMs } from '../http/retry-after.ts';
import { createSlidingWindow, type SlidingWindow } from '../http/sliding-window.ts';

/** UNIX seconds, on every answer of Front. */
export const rateLimitReset = 'x-ratelimit-reset';
/** Front's guard on one resource. */
const maxPerResourceSecond = 5;
/**
 * A worker that starts does not know what others, or the one before it, have used up in the last minute. So it earns its
 * share over its first minute; this much of it may be used at once, for a call that comes meanwhile.
 */
const initialShare = 0.2;
const minInitial = 5;
/** Maximum share of the limit for history, spread evenly: a live call then finds room at once, not when a burst is a minute old. */
const historyShare = 0.9;
/** Catch-up allowance for history after a late timer. */
const catchUpMs = 1_000;
/** A request that takes longer, a recording's upload, has been counted by then and blocks nothing else. */
const countedWithinMs = 3_000;

interface RateLimiterOptions {
  /** `front.requestsPerMinute`: all workers together stay under it. */
  perMinute: number;
  /** How many workers there are now, this one included. */
  workers: () => number;
  /** The minute, for tests that scale time. */
  windowMs?: number;
  /** Called for each answer with Front's limit: requests a minute, and how many are left. */
  onLimit?: (limit: number, left: number) => void;
  /** Ends the wait of the request that is made now: its worker stops, or its result is no longer needed. */
  cancellation?: () => AbortSignal | undefined;
}

/** Live calls go before imported history and late calls. */
export type Priority = 'live' | 'history';

export interface RateLimiter {
  /**
   * Runs a request once the limit allows it: live before history, otherwise first come first served.
   * @param giveUp ends the wait too
   * @throws the cancellation's reason when that comes first
   */
  run(priority: Priority, path: string, send: () => Promise<VendorAnswer>, giveUp?: AbortSignal): Promise<VendorAnswer>;
  /**
   * Waits, like history, until the limit has room for this many requests, and reserves it for the next live ones for a quarter of a
   * minute; what they do not use is returned. So a late call waits before it holds anything that a live one needs.
   * @throws the cancellation's reason when that comes first
   */
  reserve(requests: number): Promise<void>;
  /** The part of Front's limit that is left, 0 to 1: by Front's last word, or by our own count when that is a minute old. */
  shareLeft(): number;
}

interface Started {
  guard: SlidingWindow | null;
  ends: Array<(nowMs: number | null) => void>;
  /** Our requests in the window when it was sent, itself included: Front counts later ones after it. */
  own: number;
}

interface Waiting {
  priority: Priority;
  /** null for a reservation, which asks Front nothing. */
  resource: string | null;
  start: () => void;
}

/**
 * Keeps this worker's share of Front's limit, and Front's guard on each resource. What Front says counts first: a 429, a limit
 * that is smaller than the configured one, and how much of it is left, for others may use it too.
 */
export function createRateLimiter({
  perMinute,
  workers,
  windowMs = 60_000,
  onLimit,
  cancellation,
}: RateLimiterOptions): RateLimiter {
  /** A second, and a little for clocks that differ. */
  const guardWindowMs = windowMs * (1.05 / 60);
  const startedAtMs = performance.now();
  const waiting: Waiting[] = [];
  const guards = new Map<string, SlidingWindow>();
  let limit = perMinute;
  /** Requests in Front's count that are not ours. */
  let others: { count: number; untilMs: number } | null = null;
  let seen: { left: number; limit: number; atMs: number } | null = null;
  /** Front has answered, so what is left of its limit is known. */
  let heard = false;
  let historyFreeAtMs = Number.NEGATIVE_INFINITY;
  /** Requests that are counted already, and not made yet: each ends so. */
  const reserved: Array<(nowMs: number | null) => void> = [];
  let timer: NodeJS.Timeout | undefined;

  const share = (): number => Math.max(1, Math.floor(Math.min(perMinute, limit) / Math.max(1, workers())));

  const historyIntervalMs = (): number => windowMs / (historyShare * share());

  /** What has been earned of the share since the start. */
  function earned(nowMs: number): ReturnType<Parameters<typeof createSlidingWindow>[1]> {
    const all = share();
    const initial = Math.min(all, Math.max(minInitial, Math.ceil(all * initialShare)));
    const ageMs = nowMs - startedAtMs;
    if (ageMs >= windowMs || initial === all) return { max: all, risesAtMs: Number.POSITIVE_INFINITY };
    const stepMs = windowMs / (all - initial);
    const steps = Math.floor(ageMs / stepMs);
    return { max: initial + steps, risesAtMs: startedAtMs + (steps + 1) * stepMs };
  }

  const company = createSlidingWindow(windowMs, (nowMs) => {
    const own = earned(nowMs);
    if (others === null || nowMs >= others.untilMs || limit - others.count >= own.max) return own;
    return { max: Math.max(0, limit - others.count), risesAtMs: others.untilMs };
  });

  function guardOf(resource: string | null): SlidingWindow | null {
    if (resource === null) return null;
    // Which worker asks for which resource is not known to the others, so each keeps to its share of the guard too.
    const perSecond = () => {
      const max = Math.max(1, Math.floor(maxPerResourceSecond / Math.max(1, workers())));
      return { max, risesAtMs: Number.POSITIVE_INFINITY };
    };
    const guard = guards.get(resource) ?? createSlidingWindow(guardWindowMs, perSecond, countedWithinMs);
    guards.set(resource, guard);
    return guard;
  }

  /** The first request goes alone: its answer says what is left of the limit. */
  function waitForFirstMs(nowMs: number): number {
    return heard ? 0 : company.oldestUnderWayMs() + countedWithinMs - nowMs;
  }

  function startWaiting(): void {
    clearTimeout(timer);
    const nowMs = performance.now();
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const next of byPriority(waiting)) {
      const isPaid = next.priority === 'live' && reserved.length > 0;
      const all = isPaid ? company.heldMs(nowMs) : Math.max(company.waitMs(nowMs), waitForFirstMs(nowMs));
      if (all > 0) {
        soonestMs = Math.min(soonestMs, all);
        break;
      }
      const own = guardOf(next.resource)?.waitMs(nowMs) ?? 0;
      const waitMs = next.priority === 'history' ? Math.max(own, historyFreeAtMs - nowMs) : own;
      if (waitMs <= 0) {
        waiting.splice(waiting.indexOf(next), 1);
        next.start();
      } else soonestMs = Math.min(soonestMs, waitMs);
    }
    if (soonestMs < Number.POSITIVE_INFINITY) timer = setTimeout(startWaiting, Math.ceil(soonestMs));
  }

  function heed({ guard, own }: Started, answer: VendorAnswer): void {
    const nowMs = performance.now();
    const answered = Number(answer.header('x-ratelimit-limit') ?? Number.NaN);
    const left = Number(answer.header('x-ratelimit-remaining') ?? Number.NaN);
    if (Number.isFinite(answered) && answered > 0) limit = answered;
    const retryAfterMs = answer.status === 429 ? readRetryAfterMs(answer, rateLimitReset) : null;
    if (answered > 0 && left >= 0) {
      seen = { left, limit: answered, atMs: nowMs };
      const resetMs = Math.min(retryAfterMs ?? readResetMs(answer, rateLimitReset) ?? windowMs, windowMs);
      others = { count: answered - left - own, untilMs: nowMs + resetMs };
      onLimit?.(answered, left);
    }
    if (retryAfterMs === null) return;
    // Front names the guard that was met; but with nothing left it is the company's limit too.
    const isGuard = answer.header('x-front-tier') !== null && left !== 0;
    (isGuard && guard !== null ? guard : company).hold(nowMs + retryAfterMs);
  }

  /** Conversations come and go: a window without requests is not kept. */
  function forgetIdle(nowMs: number): void {
    for (const [resource, guard] of guards) if (guard.isIdle(nowMs)) guards.delete(resource);
  }

  /** Resolves when it is this request's turn, and counts it from then on. */
  async function begin(priority: Priority, resource: string | null, giveUpAt?: AbortSignal): Promise<Started> {
    const cancelled = eitherOf(cancellation?.(), giveUpAt);
    cancelled?.throwIfAborted();
    return await new Promise<Started>((started, giveUp) => {
      const leave = (): void => {
        waiting.splice(waiting.indexOf(request), 1);
        // Without another that waits, the timer would keep a process alive that stops.
        startWaiting();
        giveUp(cancelled?.reason);
      };
      const start = (): void => {
        cancelled?.removeEventListener('abort', leave);
        const nowMs = performance.now();
        const guard = guardOf(resource);
        if (priority === 'history')
          historyFreeAtMs = Math.max(historyFreeAtMs, nowMs - catchUpMs) + historyIntervalMs();
        const counted = (priority === 'live' ? reserved.shift() : undefined) ?? company.begin(nowMs);
        const ends = guard === null ? [counted] : [counted, guard.begin(nowMs)];
        started({ guard, ends, own: company.count(nowMs) });
      };
      const request = { priority, resource, start };
      cancelled?.addEventListener('abort', leave, { once: true });
      waiting.push(request);
      startWaiting();
    });
  }

  return {
    async run(priority, path, send, giveUp) {
      // A next page has a whole address.
      const [, kind, id] = path.replace(/^https?:\/\/[^/]+/, '').split(/[/?]/);
      const started = await begin(priority, `${kind}/${id}`, giveUp);
      try {
        const answer = await send();
        heed(started, answer);
        return answer;
      } finally {
        const nowMs = performance.now();
        for (const end of started.ends) end(nowMs);
        heard = true;
        forgetIdle(nowMs);
        startWaiting();
      }
    },
    async reserve(requests) {
      for (let count = 0; count < requests; count += 1) {
        const [counted = () => {}] = (await begin('history', null)).ends;
        reserved.push(counted);
        const expire = (): void => {
          const at = reserved.indexOf(counted);
          if (at < 0) return;
          reserved.splice(at, 1);
          counted(null);
          historyFreeAtMs -= historyIntervalMs();
          startWaiting();
        };
        setTimeout(expire, windowMs / 4).unref();
      }
    },
    shareLeft() {
      const nowMs = performance.now();
      if (seen !== null && nowMs - seen.atMs < windowMs) return Math.min(1, seen.left / seen.limit);
      return Math.max(0, 1 - company.count(nowMs) / Math.max(1, Math.min(perMinute, limit)));
    },
  };
}

function eitherOf(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}

function byPriority(waiting: readonly Waiting[]): Waiting[] {
  return [
    ...waiting.filter(({ priority }) => priority === 'live'),
    ...waiting.filter(({ priority }) => priority === 'history'),
  ];
}
