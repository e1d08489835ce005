import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeEmptyPglite } from '../../../simulators/postgres/place-empty-pglite.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openLedger } from '../../../src/adapters/ledger/open.ts';

/** An embedded ledger in a folder of its own, which goes when it is closed. */
export async function openTestLedger(): Promise<Ledger> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'callthread-ledger-'));
  await placeEmptyPglite(join(dataFolder, 'ledger'));
  const ledger = await openLedger({ databaseUrl: null, dataFolder });
  return {
    ...ledger,
    async close() {
      await ledger.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
