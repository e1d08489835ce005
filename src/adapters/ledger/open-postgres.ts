import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { OpenDatabase } from './database.ts';
import { migrations } from './migrations-folder.ts';
import { sessionSettings } from './session-settings.ts';
import { tellOpening } from './tell-opening.ts';

const connecting = { connectionTimeoutMillis: 5000, application_name: 'callthread', keepAlive: true };
/** The server gives a statement up first; the client does when the server is no longer there to do it. */
const asking = {
  statement_timeout: 15_000,
  query_timeout: 20_000,
  options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
};
const mostConnections = 6;
/** A migration of a large table may take long, and who comes second waits for it; a server that stalls is given up. */
const migrating = { lock_timeout: 600_000, query_timeout: 660_000 };
/** Any number will do that no other program uses in this database. */
const migrationLock = 7_428_318_204;

/** @throws LedgerUnavailable */
export async function openPostgres(connectionString: string): Promise<OpenDatabase> {
  await bringUpToDate(connectionString).catch((error: unknown) => {
    throw tellOpening(error, connectionString);
  });
  const pool = new pg.Pool({ connectionString, ...connecting, ...asking, max: mostConnections });
  // A connection that breaks while nobody uses it is replaced; without a listener the process would end.
  pool.on('error', () => {});
  return { database: drizzle(pool), close: () => pool.end() };
}

/** On a connection of its own: the lock ends with it, whatever happens. */
async function bringUpToDate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, ...connecting, ...migrating });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client), migrations);
  } finally {
    await client.end();
  }
}
