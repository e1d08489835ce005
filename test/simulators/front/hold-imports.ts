import { onTestFinished, vi } from 'vitest';

/** Stops the clock of the imports, however long the requests of the test take. @returns lets them all through */
export function holdImports(): () => Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return () => vi.runAllTimersAsync();
}
