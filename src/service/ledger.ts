import type { Client } from '@temporalio/client';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { openLedger } from '../adapters/ledger/open.ts';
import { openReconnectingLedger, type ReconnectingLedger } from '../adapters/ledger/reconnecting.ts';
import { readRunState } from '../adapters/temporal/calls/call-state.ts';
import { withTimeout } from '../adapters/temporal/connection/requests.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../telemetry/logger.ts';

/**
 * Opens the ledger if this process can have one: any process can use PostgreSQL, but the embedded database admits only a
 * process that is both ingress and worker.
 * @param isWhole whether this process is both
 * @returns null without a database; calls are still logged, and the pages say so
 */
export function openServiceLedger({ database }: Config, isWhole: boolean, log: Logger): ReconnectingLedger | null {
  if (database.url === null && !isWhole) {
    log.warn('no reports and no list of calls: separate ingress and worker processes need DATABASE_URL (PostgreSQL)');
    return null;
  }
  return openReconnectingLedger(
    () => openLedger({ databaseUrl: database.url, dataFolder: database.dataDir }),
    (error) =>
      log.error(
        { err: error },
        'the database of calls cannot be opened: calls are logged into Front, but there are no reports; retrying in 10 s',
      ),
  );
}

/** Retention is set in days, so a few hours more do no harm. */
const everyMs = 6 * 3_600_000;
/** After a failure: the database may be down or still opening. */
const retryMs = 60_000;
const runTimeoutMs = 5_000;

/**
 * Erases callers from the ledger's calls once they are past the retention, now and every few hours. Any number of
 * processes may do this at once. It needs no workflow: a missed run is made up for at the next start.
 * @param keepMs the retention
 * @returns a function that stops it
 */
export function keepRetention(
  { ledger, client, log }: { ledger: Pick<Ledger, 'eraseBefore'>; client: Client; log: Pick<Logger, 'info' | 'warn'> },
  keepMs: number,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const hasRun = async (workflowId: string): Promise<boolean> => {
    const run = await withTimeout(client, runTimeoutMs, () => readRunState(client, workflowId));
    return run?.running ?? false;
  };
  const erase = async (): Promise<void> => {
    let nextMs = everyMs;
    try {
      const calls = await ledger.eraseBefore(Math.floor((Date.now() - keepMs) / 1000), hasRun);
      if (calls > 0) log.info({ calls }, 'erased callers past retention.calls from the table of calls');
    } catch (error) {
      if (ended) return;
      nextMs = retryMs;
      log.warn({ err: error }, 'could not erase callers past retention.calls; retrying in a minute');
    }
    if (!ended) timer = setTimeout(() => void erase(), nextMs).unref();
  };
  void erase();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
