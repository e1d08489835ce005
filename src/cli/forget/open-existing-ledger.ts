import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { LedgerRefused, LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import { openLedger } from '../../adapters/ledger/open-ledger.ts';
import type { Config } from '../../config/config.ts';
import { CommandError } from '../command-error.ts';

/**
 * Opens the ledger that the service writes.
 * @returns null where there is none: no DATABASE_URL, and nothing embedded in CALLTHREAD_DATA
 * @throws {CommandError} when it cannot be opened; an embedded one is the running service's alone
 */
export async function openExistingLedger({ url, dataDir }: Config['database']): Promise<Ledger | null> {
  if (url === null && !existsSync(join(dataDir, 'ledger'))) return null;
  try {
    return await openLedger({ databaseUrl: url, dataFolder: dataDir });
  } catch (error) {
    if (!(error instanceof LedgerUnavailable || error instanceof LedgerRefused)) throw error;
    const remedy = url === null ? ' If the service runs here: stop it, give this command again, then start it.' : '';
    throw new CommandError(`Nothing was done. ${error.message}${remedy}`);
  }
}
