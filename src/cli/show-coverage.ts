import type { Ledger } from '../adapters/ledger/ledger.ts';
import { memoize } from '../telemetry/memoize.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const daySeconds = 86_400;
const kinds = ['aircall', 'front', 'missing', 'parked'] as const;

/** Shows the coverage of the last 24 hours, as the ledger has it when it is asked for. */
export function showCoverage(metrics: Metrics, ledger: Pick<Ledger, 'coverage'>): void {
  const coverage = memoize(
    async () => {
      const toSeconds = Math.ceil(Date.now() / 1000);
      const rows = await ledger.coverage({ fromSeconds: toSeconds - daySeconds, toSeconds }, 'UTC');
      return kinds.map((kind) => ({ labels: { kind }, value: rows.reduce((sum, row) => sum + row[kind], 0) }));
    },
    { keptMs: 60_000, timeoutMs: 5000 },
  );
  metrics.onScrape('callthread_coverage_calls', async () => (await coverage()) ?? []);
}
