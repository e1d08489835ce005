import type { Client } from '@temporalio/client';
import { countParkedFailures } from '../adapters/temporal/count-parked-failures.ts';
import { countPollers } from '../adapters/temporal/count-pollers.ts';
import { callTaskQueue } from '../adapters/temporal/task-queues.ts';
import { temporalReachable } from '../adapters/temporal/temporal-reachable.ts';
import { memoize } from '../telemetry/memoize.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const patienceMs = 2000;
const kept = { keptMs: 15_000 };
/** Failures of the table, and names of program errors: all are words of the code, and a label shall be nothing else. */
const word = /^[A-Z][A-Za-z]{0,40}$/;

/** Shows what Temporal knows, as it is asked for: whether it is there, who works, and what waits for a person. */
export function showTemporal(metrics: Metrics, client: Client): void {
  const isUp = memoize(() => temporalReachable(client), kept);
  const workers = memoize(
    () => client.withDeadline(Date.now() + patienceMs, () => countPollers(client, callTaskQueue)),
    kept,
  );
  const parked = memoize(() => countParkedFailures(client, patienceMs), kept);
  metrics.onScrape('callthread_temporal_up', async () => [{ labels: {}, value: (await isUp()) ? 1 : 0 }]);
  metrics.onScrape('callthread_workers', async () => {
    const value = await workers();
    return value === null ? [] : [{ labels: {}, value }];
  });
  metrics.onScrape('callthread_parked', async () => {
    const counts = new Map<string, number>();
    for (const [failure, count] of (await parked()) ?? []) {
      const label = word.test(failure) ? failure : 'other';
      counts.set(label, (counts.get(label) ?? 0) + count);
    }
    return [...counts].map(([failure, value]) => ({ labels: { failure }, value }));
  });
}
