import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, inject } from 'vitest';
import { placeEmptyPglite } from '../../../simulators/postgres/place-empty-pglite.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { createLedger } from '../../../src/adapters/ledger/ledger.ts';
import { openPglite, openPostgres } from '../../../src/adapters/ledger/open.ts';
import type { OpenDatabase } from '../../../src/adapters/ledger/schema.ts';
import { calls } from '../../../src/adapters/ledger/schema.ts';
import { toRow } from '../../../src/adapters/ledger/write.ts';
import type { LedgerCall } from '../../../src/domain/ledger-call.ts';
import { askSharedServers } from '../../kit/shared-namespace.ts';
import { compileOnce } from './compile-once.ts';

const databases = {
  async PostgreSQL(): Promise<OpenDatabase> {
    return await openPostgres(await askSharedServers<string>('/database'));
  },
  async PGlite(): Promise<OpenDatabase> {
    const place = join(await mkdtemp(join(inject('runFolder'), 'pglite-')), 'ledger');
    await placeEmptyPglite(place);
    compileOnce();
    return await openPglite(place);
  },
};

const opened = new Map<keyof typeof databases, Promise<OpenDatabase>>();

/** Opens each database once for all test files of a process. */
function openOnce(name: keyof typeof databases): Promise<OpenDatabase> {
  const open = opened.get(name) ?? databases[name]();
  opened.set(name, open);
  return open;
}

/** Replaces all calls of the ledger, in one statement: PGlite takes seconds to record hundreds one by one. */
type Fill = (calls: LedgerCall[]) => Promise<void>;

/** Tests that hold on both databases, each test with an empty ledger. @param tests is given what returns the ledger */
export function describeBoth(what: string, tests: (ledger: () => Ledger, fill: Fill) => void): void {
  describe.each(['PostgreSQL', 'PGlite'] as const)(`${what}, on %s`, (name) => {
    let ledger: Ledger | undefined;

    beforeAll(async () => {
      ledger = createLedger(await openOnce(name));
    });
    const fill: Fill = async (given) => {
      const { database } = await openOnce(name);
      await database.execute(sql`truncate ${calls}`);
      if (given.length > 0) await database.insert(calls).values(given.map((call) => toRow(call, 1)));
    };
    beforeEach(async () => await fill([]));

    tests(() => {
      if (ledger === undefined) throw new Error('The ledger is not open yet');
      return ledger;
    }, fill);
  });
}
