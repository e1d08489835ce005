import { seededRandom } from './seeded-random.ts';

export const faultKindNames = [
  'status',
  'delay',
  'delay-after',
  'cut-before',
  'cut-within',
  'cut-after',
  'half-after',
  'status-after',
] as const;

/** What goes wrong with the requests that match. */
export interface Fault {
  method?: string;
  /** Source of a regular expression, matched on the path without its query. */
  path: string;
  /** Source of a regular expression that the request's body, as JSON, must match too: one contact's imports, say. */
  request?: string;
  /** How often it strikes; without it, for ever. */
  times?: number;
  /** Chance of each matching request, 0 to 1; default 1. Drawn from `seed`, so a run can be repeated. */
  probability?: number;
  seed?: number;
  /**
   * status: answers that, without the work. status-after: does the work, then answers with `status`.
   * cut-before: closes the connection without the work. cut-after: does the work, then closes without an answer.
   * cut-within: does the work, closes in the middle of its answer. half-after: does the work, then sends half of its
   * answer as if it were all. delay: waits `delayMs`, then works. delay-after: does the work, answers `delayMs` later.
   * (`delayMs` also holds back the other kinds.)
   */
  kind: (typeof faultKindNames)[number];
  /** Default 500; 200 beside `text`. */
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`: a proxy's page, say. */
  text?: string;
  delayMs?: number;
}

interface ArmedFault {
  id: string;
  fault: Fault;
  pattern: RegExp;
  request: RegExp;
  remaining: number;
  random: () => number;
}

/** The switchboard of faults of one simulator: the first one added that matches a request, strikes. */
export class Faults {
  #armed: ArmedFault[] = [];
  #count = 0;

  /** @returns the id by which `remove` takes it out. @throws SyntaxError when `path` or `request` is no regular expression. */
  add(fault: Fault): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    this.#armed.push({
      id,
      fault,
      pattern: new RegExp(fault.path),
      request: new RegExp(fault.request ?? ''),
      remaining: fault.times ?? Number.POSITIVE_INFINITY,
      random: seededRandom(fault.seed ?? 1),
    });
    return id;
  }

  /** @returns whether there was such a fault. */
  remove(id: string): boolean {
    const before = this.#armed.length;
    this.#armed = this.#armed.filter((armed) => armed.id !== id);
    return this.#armed.length < before;
  }

  clear(): void {
    this.#armed = [];
  }

  list(): (Fault & { id: string })[] {
    return this.#armed.map(({ id, fault, remaining }) =>
      Number.isFinite(remaining) ? { ...fault, id, times: remaining } : { ...fault, id },
    );
  }

  /** The fault that strikes this request, counted as having struck; undefined if none does. */
  take(method: string, path: string, body?: unknown): Fault | undefined {
    const armed = this.#armed.find(
      (candidate) =>
        (candidate.fault.method === undefined || candidate.fault.method.toUpperCase() === method.toUpperCase()) &&
        candidate.pattern.test(path) &&
        (candidate.fault.request === undefined || candidate.request.test(JSON.stringify(body ?? null))) &&
        candidate.random() < (candidate.fault.probability ?? 1),
    );
    if (armed === undefined) return undefined;
    armed.remaining -= 1;
    if (armed.remaining <= 0) this.remove(armed.id);
    return armed.fault;
  }
}
