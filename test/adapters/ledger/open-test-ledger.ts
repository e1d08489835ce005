import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openLedger } from '../../../src/adapters/ledger/open.ts';
import { askSharedServers } from '../../kit/shared-namespace.ts';

/** A ledger in a database of its own, on the run's PostgreSQL: an embedded one takes seconds to start. */
export async function openTestLedger(): Promise<Ledger> {
  return await openLedger({ databaseUrl: await askSharedServers<string>('/database'), dataFolder: '' });
}
