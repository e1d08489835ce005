import { vi } from 'vitest';
import { stopClock } from '../../kit/stop-clock.ts';

/** Stops the clock of the imports, however long the requests of the test take. @returns lets them all through */
export function holdImports(): () => Promise<unknown> {
  stopClock('setTimeout', 'clearTimeout');
  // Not until no timer is left: another file's database, in the same process, sets one for ever.
  return () => vi.advanceTimersByTimeAsync(10_000);
}
