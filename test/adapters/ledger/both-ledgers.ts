import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { placeEmptyPglite } from '../../../simulators/postgres/place-empty-pglite.ts';
import { startRealPostgres } from '../../../simulators/postgres/real-postgres.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { createLedger } from '../../../src/adapters/ledger/ledger.ts';
import { openPglite, openPostgres } from '../../../src/adapters/ledger/open.ts';
import type { OpenDatabase } from '../../../src/adapters/ledger/schema.ts';
import { calls } from '../../../src/adapters/ledger/schema.ts';

interface Opened {
  open: OpenDatabase;
  end(): Promise<void>;
}

const databases = {
  async PostgreSQL(): Promise<Opened> {
    const server = await startRealPostgres();
    const open = await openPostgres(await server.newDatabase());
    return {
      open,
      async end() {
        await open.close();
        await server.stop();
      },
    };
  },
  async PGlite(): Promise<Opened> {
    const folder = await mkdtemp(join(tmpdir(), 'callthread-ledger-'));
    const place = join(folder, 'ledger');
    await placeEmptyPglite(place);
    const open = await openPglite(place);
    return {
      open,
      async end() {
        await open.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

const opened = new Map<keyof typeof databases, Promise<Opened>>();

/** Opens each database once for all tests of a file. */
function openOnce(name: keyof typeof databases): Promise<Opened> {
  const open = opened.get(name) ?? databases[name]();
  opened.set(name, open);
  return open;
}

/** Tests that hold on both databases, each test with an empty ledger. @param tests is given what returns the ledger */
export function describeBoth(what: string, tests: (ledger: () => Ledger) => void): void {
  describe.each(['PostgreSQL', 'PGlite'] as const)(`${what}, on %s`, (name) => {
    let ledger: Ledger | undefined;

    beforeAll(async () => {
      const { open } = await openOnce(name);
      ledger = createLedger(open);
    });
    beforeEach(async () => {
      const { open } = await openOnce(name);
      await open.database.execute(sql`truncate ${calls}`);
    });

    tests(() => {
      if (ledger === undefined) throw new Error('The ledger is not open yet');
      return ledger;
    });
  });
  afterAll(async () => {
    for (const [name, open] of opened) {
      opened.delete(name);
      await (await open).end();
    }
  });
}
