import { seededRandom } from './seeded-random.ts';

/** What goes wrong with the requests that match. */
export interface Fault {
  method?: string;
  /** Source of a regular expression, matched on the path without its query. */
  path: string;
  /** How often it strikes; without it, for ever. */
  times?: number;
  /** Chance of each matching request, 0 to 1; default 1. Drawn from `seed`, so a run can be repeated. */
  probability?: number;
  seed?: number;
  /**
   * status: answers that, without the work. status-after: does the work, then answers with `status`.
   * cut-before: closes the connection without the work. cut-after: does the work, then closes without an answer.
   * delay: waits `delayMs`, then works. (`delayMs` also holds back the other kinds.)
   */
  kind: 'status' | 'delay' | 'cut-before' | 'cut-after' | 'status-after';
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  delayMs?: number;
}

interface ArmedFault {
  id: string;
  fault: Fault;
  pattern: RegExp;
  remaining: number;
  random: () => number;
}

/** The switchboard of faults of one stand-in: the first one added that matches a request, strikes. */
export class Faults {
  #armed: ArmedFault[] = [];
  #count = 0;

  /** @returns the id by which `remove` takes it out. @throws SyntaxError when `path` is no regular expression. */
  add(fault: Fault): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    this.#armed.push({
      id,
      fault,
      pattern: new RegExp(fault.path),
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
  take(method: string, path: string): Fault | undefined {
    const armed = this.#armed.find(
      (candidate) =>
        (candidate.fault.method === undefined || candidate.fault.method.toUpperCase() === method.toUpperCase()) &&
        candidate.pattern.test(path) &&
        candidate.random() < (candidate.fault.probability ?? 1),
    );
    if (armed === undefined) return undefined;
    armed.remaining -= 1;
    if (armed.remaining <= 0) this.remove(armed.id);
    return armed.fault;
  }
}
