import type { VendorAnswer } from '../http/send-request.ts';

/** Front's guard is 5 requests a second on one resource; one less leaves room for a request on its way. */
const mostPerResourceSecond = 4;

export interface FrontPaceOptions {
  /** `front.requestsPerMinute`: all workers together stay under it. */
  perMinute: number;
  /** How many workers there are now, this one included. */
  workers: () => number;
  /** The minute, for tests that scale time. */
  windowMs?: number;
  /** Told with each answer what Front says of its limit: requests a minute, and how many are left. */
  onLimit?: (limit: number, left: number) => void;
}

/** Live calls go before imported history. */
export type Urgency = 'live' | 'history';

export interface FrontPace {
  /** Runs a request when it is its turn: live before history, else first come first served. */
  run(urgency: Urgency, path: string, send: () => Promise<VendorAnswer>): Promise<VendorAnswer>;
}

interface Waiting {
  urgency: Urgency;
  resource: string;
  start: () => void;
}

/**
 * Keeps this worker's share of Front's limit. A request counts from its answer on, since nobody knows when within it
 * Front has counted: so the limit holds in any minute, however the requests fall. Front's own word (429, and a limit
 * smaller than the configured one) goes before all of that.
 */
export function createFrontPace({ perMinute, workers, windowMs = 60_000, onLimit }: FrontPaceOptions): FrontPace {
  /** A second, and a little for the way. */
  const guardWindowMs = windowMs * (1.05 / 60);
  const waiting: Waiting[] = [];
  const heldUntilMs = new Map<string, number>();
  const guard = new Map<string, number[]>();
  let countedAtMs: number[] = [];
  let underWay = 0;
  let limit = perMinute;
  let timer: NodeJS.Timeout | undefined;

  const share = (): number => Math.max(1, Math.floor(Math.min(perMinute, limit) / Math.max(1, workers())));

  /** @returns milliseconds until one more request may go out, 0 for now; null until one of those under way is answered */
  function companyWait(nowMs: number): number | null {
    const held = (heldUntilMs.get('company') ?? 0) - nowMs;
    if (held > 0) return held;
    countedAtMs = countedAtMs.filter((atMs) => atMs > nowMs - windowMs);
    const over = countedAtMs.length + underWay - share();
    if (over < 0) return 0;
    const freeing = countedAtMs[over];
    return freeing === undefined ? null : freeing + windowMs - nowMs;
  }

  function resourceWait(resource: string, nowMs: number): number {
    const held = (heldUntilMs.get(resource) ?? 0) - nowMs;
    const sent = (guard.get(resource) ?? []).filter((atMs) => atMs > nowMs - guardWindowMs);
    if (sent.length === 0 && held <= 0) guard.delete(resource);
    const oldest = sent.length >= mostPerResourceSecond ? sent.at(-mostPerResourceSecond) : undefined;
    return Math.max(0, held, oldest === undefined ? 0 : oldest + guardWindowMs - nowMs);
  }

  function letGo(): void {
    clearTimeout(timer);
    const nowMs = Date.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const next of byUrgency(waiting)) {
      const company = companyWait(nowMs);
      if (company === null) return;
      const wait = Math.max(company, resourceWait(next.resource, nowMs));
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        if (company > 0) break;
        continue;
      }
      waiting.splice(waiting.indexOf(next), 1);
      underWay += 1;
      guard.set(next.resource, [...(guard.get(next.resource) ?? []).slice(1 - mostPerResourceSecond), nowMs]);
      next.start();
    }
    if (soonest < Number.POSITIVE_INFINITY) timer = setTimeout(letGo, Math.ceil(soonest));
  }

  function heed(resource: string, answer: VendorAnswer): void {
    const told = Number(answer.header('x-ratelimit-limit') ?? Number.NaN);
    if (Number.isFinite(told) && told > 0) limit = told;
    const left = Number(answer.header('x-ratelimit-remaining') ?? Number.NaN);
    if (told > 0 && left >= 0) onLimit?.(told, left);
    const retryAfterMs = Number(answer.header('retry-after') ?? Number.NaN) * 1000;
    if (answer.status !== 429 || !Number.isFinite(retryAfterMs)) return;
    // Front names the guard it met; without a name it is the company's limit.
    heldUntilMs.set(answer.header('x-front-tier') === null ? 'company' : resource, Date.now() + retryAfterMs);
  }

  return {
    async run(urgency, path, send) {
      const resource = path.split(/[/?]/).slice(0, 3).join('/');
      await new Promise<void>((start) => {
        waiting.push({ urgency, resource, start });
        letGo();
      });
      try {
        const answer = await send();
        heed(resource, answer);
        return answer;
      } finally {
        underWay -= 1;
        countedAtMs.push(Date.now());
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
