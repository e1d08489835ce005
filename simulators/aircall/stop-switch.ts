/**
 * Ends at once all that waits. What an AbortSignal is for, but adding a listener to a signal walks through all the others,
 * and here thousands of calls and deliveries wait at the same time.
 */
export class StopSwitch {
  stopped = false;
  readonly #acts = new Set<() => void>();

  /** @returns takes `act` back, for when there is nothing left to stop */
  onStop(act: () => void): () => void {
    this.#acts.add(act);
    return () => this.#acts.delete(act);
  }

  stop(): void {
    this.stopped = true;
    for (const act of this.#acts) act();
    this.#acts.clear();
  }

  /** Resolves after that time, or as soon as it is stopped. */
  async wait(delayMs: number): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        forget();
        resolve();
      }, delayMs);
      const forget = this.onStop(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
