import { fileURLToPath } from 'node:url';

/** For drizzle's migrator. Its note of what is done has a name of its own: the database may be others' too. */
export const migrations = {
  migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
  migrationsSchema: 'public',
  migrationsTable: 'callthread_migrations',
};
