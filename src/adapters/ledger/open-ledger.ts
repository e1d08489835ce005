import { join } from 'node:path';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';

/**
 * Opens the ledger, with its table made or brought up to date: in PostgreSQL when there is an address, else in an
 * embedded database in `<dataFolder>/ledger`, which one process alone may have open.
 * @throws LedgerUnavailable when PostgreSQL cannot be reached or refuses us, LedgerRefused when the folder is another
 * process's or cannot be used; both say what to do, naming DATABASE_URL and never its password
 */
export async function openLedger(place: { databaseUrl: string | null; dataFolder: string }): Promise<Ledger> {
  const { databaseUrl, dataFolder } = place;
  return createLedger(
    databaseUrl === null ? await openPglite(join(dataFolder, 'ledger')) : await openPostgres(databaseUrl),
  );
}
