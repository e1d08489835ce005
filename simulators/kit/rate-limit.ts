/** What the limit says about one request. */
export interface RateVerdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Unix time, in whole seconds, at which the window is empty again if nothing else comes. */
  resetSeconds: number;
  /** Whole seconds after which a refused request would pass, at least 1; 0 when allowed. */
  retryAfterSeconds: number;
}

/**
 * At most `limit` requests in ANY window of `windowMs`: stricter than windows that start on the minute, where a client
 * may send twice the limit around the turn. A refused request does not count. A limit of 0 means none at all;
 * then `nominalLimit` is what the answer's headers say.
 */
export class RateLimit {
  limit: number;
  windowMs: number;
  readonly #nominalLimit: number;
  #takenAtMs: number[] = [];

  constructor(limit: number, windowMs: number, nominalLimit = 10_000) {
    this.limit = limit;
    this.windowMs = windowMs;
    this.#nominalLimit = nominalLimit;
  }

  take(nowMs: number = Date.now()): RateVerdict {
    if (this.limit <= 0) {
      const free = { limit: this.#nominalLimit, remaining: this.#nominalLimit };
      return { allowed: true, ...free, resetSeconds: Math.ceil((nowMs + this.windowMs) / 1000), retryAfterSeconds: 0 };
    }
    this.#takenAtMs = this.#takenAtMs.filter((takenAtMs) => takenAtMs > nowMs - this.windowMs);
    const allowed = this.#takenAtMs.length < this.limit;
    if (allowed) this.#takenAtMs.push(nowMs);
    const oldestMs = this.#takenAtMs[0] ?? nowMs;
    const newestMs = this.#takenAtMs.at(-1) ?? nowMs;
    return {
      allowed,
      limit: this.limit,
      remaining: this.limit - this.#takenAtMs.length,
      resetSeconds: Math.ceil((newestMs + this.windowMs) / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((oldestMs + this.windowMs - nowMs) / 1000)),
    };
  }

  clear(): void {
    this.#takenAtMs = [];
  }
}
