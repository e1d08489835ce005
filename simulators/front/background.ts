/** Work that goes on after the answer: imports, rules, webhooks. It can be awaited, and is dropped at the end. */
export class Background {
  readonly #pending = new Set<Promise<void>>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #abort = new AbortController();
  #failure: unknown;

  /** Aborted when the work under way is no longer wanted. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Runs `work` after `delayMs`. */
  after(delayMs: number, work: () => void): void {
    this.run(
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          try {
            work();
            resolve();
          } catch (error) {
            reject(error);
          }
        }, delayMs);
        this.#timers.set(timer, resolve);
      }),
    );
  }

  /** Counts a promise in; its failure comes out of `settled`. */
  run(promise: Promise<void>): void {
    const tracked = promise
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }

  /** Resolves when nothing is under way, nor anything that came of it. @throws the first failure since the last call */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  /** Drops what has not begun, and aborts the rest. */
  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const [timer, resolve] of this.#timers) {
      clearTimeout(timer);
      resolve();
    }
    this.#timers.clear();
  }
}
