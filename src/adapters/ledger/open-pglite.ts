import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { OpenDatabase } from './database.ts';
import { LedgerRefused } from './ledger-faults.ts';
import { lockFolder } from './lock-folder.ts';
import { migrations } from './migrations-folder.ts';
import { sessionSettings } from './session-settings.ts';
import { faultReason } from './tell-fault.ts';

/** @throws LedgerRefused when another process has the folder open, or when it cannot be used */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  const unlock = await claim(folder);
  try {
    const client = await PGlite.create(folder);
    const database = drizzle(client);
    for (const setting of sessionSettings) await client.exec(`set ${setting.replace('=', " = '")}'`);
    await migrate(database, migrations);
    return {
      database,
      async close() {
        await client.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw new LedgerRefused(
      `The embedded database in ${folder} cannot be opened (${faultReason(error)}). Move the folder away, or set DATABASE_URL to a PostgreSQL.`,
    );
  }
}

async function claim(folder: string): Promise<() => Promise<void>> {
  try {
    await mkdir(folder, { recursive: true });
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof LedgerRefused) throw error;
    throw new LedgerRefused(
      `The folder ${folder} of the embedded database cannot be used (${faultReason(error)}). Give this process the right to write there, set CALLTHREAD_DATA to another folder, or DATABASE_URL to a PostgreSQL.`,
    );
  }
}
