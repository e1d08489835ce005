import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTemporalServer, type TemporalServer } from '../../../simulators/temporal/start-temporal-server.ts';
import type { Closing } from './closing.ts';
import type { StageOptions } from './stage-options.ts';
import { unlessAborted } from './unless-aborted.ts';

/** How long the end of the demo waits for a server that is still being started, or even built. */
const patienceMs = 10_000;

/**
 * Starts a Temporal server of the demo's own, with its Web UI. Never the one that TEMPORAL_ADDRESS names: its workers
 * would log the demo's calls wherever they log calls, and the demo would log theirs.
 */
export async function startTemporal(
  { folder, uiPort, report, signal }: Pick<StageOptions, 'folder' | 'uiPort' | 'report' | 'signal'>,
  closing: Closing,
): Promise<TemporalServer> {
  delete process.env['TEMPORAL_ADDRESS'];
  const starting = startTemporalServer({
    dataFile: join(folder, 'temporal.db'),
    ...(uiPort === null ? {} : { uiPort }),
    report,
  });
  closing.push(async () => {
    const started = await Promise.race([starting.catch(() => null), sleep(patienceMs, null, { ref: false })]);
    await started?.stop();
  });
  return await unlessAborted(starting, signal);
}
