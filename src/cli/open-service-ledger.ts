import { type LateLedger, openLateLedger } from '../adapters/ledger/late-ledger.ts';
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
