import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What queries are asked of, whichever of the two databases is behind it. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A database with its table as it should be. */
export interface OpenDatabase {
  database: Database;
  close: () => Promise<void>;
}
