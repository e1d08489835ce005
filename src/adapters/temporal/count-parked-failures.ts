import type { Client } from '@temporalio/client';
import { countParked, listParkedRuns } from './answer-parked.ts';
import { withTimeout } from './with-timeout.ts';

/** So many are looked at to learn which failures there are. */
const mostLookedAt = 500;

/**
 * Counts what waits for a person by failure, by Temporal's lists, which may be a moment behind. One question while
 * nothing waits.
 * @returns counts by `CallthreadFailure`; `Unknown` for those without one, and for those that were not looked at
 * @throws when Temporal does not answer in time
 */
export async function countParkedFailures(client: Client, timeoutMs: number): Promise<Map<string, number>> {
  return await withTimeout(client, timeoutMs, async () => {
    const counts = new Map<string, number>();
    const total = await countParked(client);
    if (total === 0) return counts;
    let lookedAt = 0;
    for await (const { searchAttributes } of listParkedRuns(client)) {
      const failure = (searchAttributes['CallthreadFailure']?.[0] as string | undefined) ?? 'Unknown';
      counts.set(failure, (counts.get(failure) ?? 0) + 1);
      lookedAt += 1;
      if (lookedAt === mostLookedAt) break;
    }
    if (total <= lookedAt) return counts;
    for (const failure of counts.keys()) {
      if (failure !== 'Unknown') counts.set(failure, await countParked(client, { failure }));
    }
    const named = [...counts].reduce((sum, [failure, count]) => sum + (failure === 'Unknown' ? 0 : count), 0);
    return counts.set('Unknown', Math.max(0, total - named));
  });
}
