import { onTestFinished, vi } from 'vitest';

/** Stops the clock of the imports, however long the requests of the test take. @returns lets them all through */
export function holdImports(): () => Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  // Not until no timer is left: another file's database, in the same process, sets one for ever.
  return () => vi.advanceTimersByTimeAsync(10_000);
}
