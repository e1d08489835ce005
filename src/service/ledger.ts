import { type LateLedger, openLateLedger } from '../adapters/ledger/late-ledger.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { openLedger } from '../adapters/ledger/open-ledger.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../telemetry/logger.ts';

/**
 * Opens the ledger where this process can have one: PostgreSQL is for all, the embedded database for the one process
 * that is ingress and worker both.
 * @param isWhole whether this process is ingress and worker both
 * @returns null for a part alone without DATABASE_URL: calls are logged all the same, and the pages say so
 */
export function openServiceLedger({ database }: Config, isWhole: boolean, log: Logger): LateLedger | null {
  if (database.url === null && !isWhole) {
    log.warn(
      'no reports and no list of calls: where ingress and workers run apart they need DATABASE_URL (PostgreSQL)',
    );
    return null;
  }
  return openLateLedger(
    () => openLedger({ databaseUrl: database.url, dataFolder: database.dataDir }),
    (error) =>
      log.error(
        { err: error },
        'the database of calls cannot be opened: calls are logged into Front, and there are no reports; trying again in 10 s',
      ),
  );
}

/** A retention is told in days: a few hours more do no harm, and to look costs one question to the database. */
const everyMs = 6 * 3_600_000;
/** The database may be away, or still being opened. */
const againMs = 60_000;

/**
 * Erases who the callers were from calls that are older than the ledger keeps them, at once and then now and then. Any
 * number of processes may do so beside each other. It is done here and not in a workflow: it costs no action of Temporal's, and what
 * is missed is made up for at the next start.
 * @param keepMs how long they are kept
 * @returns what ends it
 */
export function keepRetention(
  { ledger, log }: { ledger: Pick<Ledger, 'eraseBefore'>; log: Pick<Logger, 'info' | 'warn'> },
  keepMs: number,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const erase = async (): Promise<void> => {
    let nextMs = everyMs;
    try {
      const calls = await ledger.eraseBefore(Math.floor((Date.now() - keepMs) / 1000));
      if (calls > 0) log.info({ calls }, 'callers of old calls were erased from the table of calls (retention.calls)');
    } catch (error) {
      nextMs = againMs;
      log.warn({ err: error }, 'callers of old calls could not be erased (retention.calls); trying again in a minute');
    }
    if (!ended) timer = setTimeout(() => void erase(), nextMs).unref();
  };
  void erase();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
