import { execFile } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { errorReason, LedgerRefused, toOpeningError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { OpenDatabase } from './schema.ts';

/** Reports sort all calls of their period: in memory, and without JIT compilation, which takes longer than it saves. */
const sessionSettings = ['work_mem=32MB', 'jit=off'] as const;

/** The migrations table has a name of its own, since other programs may share the database. */
const migrations = {
  migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
  migrationsSchema: 'public',
  migrationsTable: 'callthread_migrations',
};

/**
 * Opens the ledger and migrates its table: in PostgreSQL when there is an address, else in an embedded database in
 * `<dataFolder>/ledger`, which only one process may open.
 * @throws LedgerUnavailable when PostgreSQL cannot be reached or refuses access, LedgerRefused when another process has
 * the folder open or it cannot be used; both give a remedy that names DATABASE_URL and never its password
 */
export async function openLedger(place: { databaseUrl: string | null; dataFolder: string }): Promise<Ledger> {
  const { databaseUrl, dataFolder } = place;
  return createLedger(
    databaseUrl === null ? await openPglite(join(dataFolder, 'ledger')) : await openPostgres(databaseUrl),
  );
}

const connecting = { connectionTimeoutMillis: 5000, application_name: 'callthread', keepAlive: true };
/** The server times out first; the client's limit is for a server that is gone. */
const asking = {
  statement_timeout: 15_000,
  query_timeout: 20_000,
  options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
};
const maxConnections = 6;
/** Migrations of a large table may take long and run one at a time; a stalled server ends them. */
const migrating = { lock_timeout: 600_000, query_timeout: 660_000 };
/** Any number that no other program uses in this database. */
const migrationLock = 7_428_318_204;

/** @throws LedgerUnavailable */
export async function openPostgres(connectionString: string): Promise<OpenDatabase> {
  await migrateOnce(connectionString).catch((error: unknown) => {
    throw toOpeningError(error, connectionString);
  });
  const pool = new pg.Pool({ connectionString, ...connecting, ...asking, max: maxConnections });
  // An idle connection that breaks is replaced; without a listener the process would exit.
  pool.on('error', () => {});
  return { database: drizzlePostgres(pool), close: () => pool.end() };
}

/** Uses its own connection, so that the lock always ends with it. */
async function migrateOnce(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, ...connecting, ...migrating });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migratePostgres(drizzlePostgres(client), migrations);
  } finally {
    await client.end();
  }
}

/** @throws LedgerRefused when another process has the folder open, or when it cannot be used */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  const unlock = await claim(folder);
  try {
    if ((await readdir(folder)).length === 0) await initialize(folder);
    const client = await PGlite.create(folder);
    const database = drizzlePglite(client);
    for (const setting of sessionSettings) await client.exec(`set ${setting.replace('=', " = '")}'`);
    await migratePglite(database, migrations);
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
      `The embedded database in ${folder} cannot be opened (${errorReason(error)}). Move the folder away, or set DATABASE_URL to a PostgreSQL.`,
    );
  }
}

/** A database without calls, which the build puts here; there is none when run from the sources. */
const emptyDatabase = fileURLToPath(new URL('empty-database', import.meta.url));

/** Places a new database's files once they are complete, so that a killed process leaves no half of them there. */
async function initialize(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}.new-`);
  const path = join(draft, 'files');
  try {
    // A thousand small files: copying them one by one in the background takes three times as long.
    if (existsSync(emptyDatabase)) cpSync(emptyDatabase, path, { recursive: true });
    else await createDatabase(path);
    // What the build puts there may be read by all.
    await chmod(path, 0o700);
    await rmdir(folder);
    await rename(path, folder);
  } catch {
    // Opening the folder is tried all the same, and reports why that fails.
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** In a child process: initdb blocks its process for seven seconds and leaves 500 MB behind, which Node would keep. */
async function createDatabase(path: string): Promise<void> {
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const script = `require(${JSON.stringify(pglite)}).PGlite.create(${JSON.stringify(path)}).then((client) => client.close())`;
  await promisify(execFile)(process.execPath, ['--eval', script]);
}

async function claim(folder: string): Promise<() => Promise<void>> {
  try {
    await mkdir(folder, { recursive: true });
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof LedgerRefused) throw error;
    throw new LedgerRefused(
      `The folder ${folder} of the embedded database cannot be used (${errorReason(error)}). Give this process the right to write there, set CALLTHREAD_DATA to another folder, or DATABASE_URL to a PostgreSQL.`,
    );
  }
}
