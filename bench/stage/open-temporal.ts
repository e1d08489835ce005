import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { startTemporalOnPostgres } from '../../simulators/temporal/start-temporal-on-postgres.ts';
import { startTemporalServer } from '../../simulators/temporal/start-temporal-server.ts';

export type TemporalKind = 'SQLite' | 'memory' | 'PostgreSQL';

/** A Temporal server for the benchmark alone, with default settings. */
export interface BenchTemporal {
  address: string;
  client: Client;
  pid: number;
  /** Its metrics; null unless requested. */
  metricsUrl: string | null;
  /** A database for the ledger, in the server's own PostgreSQL; null if it has none. */
  databaseUrl: string | null;
  /** A description in words. */
  named: string;
  close(): Promise<void>;
}

/**
 * @param kind the development server on a SQLite file; the same in memory, for parts that make thousands of calls
 * before they measure; or the full server on PostgreSQL as docker-compose.yml starts it
 */
export async function openTemporal(kind: TemporalKind): Promise<BenchTemporal> {
  // A shared server would count other work too.
  delete process.env['TEMPORAL_ADDRESS'];
  const server = kind === 'PostgreSQL' ? await openServerOnPostgres() : await openDevelopmentServer(kind);
  const connection = await Connection.connect({ address: server.address });
  return {
    ...server,
    client: new Client({ connection }),
    async close() {
      await connection.close();
      await server.close();
    },
  };
}

async function openDevelopmentServer(kind: 'SQLite' | 'memory'): Promise<Omit<BenchTemporal, 'client'>> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-bench-'));
  const [metricsPort = 0] = await freePorts(1);
  const kept = kind === 'SQLite' ? { dataFile: join(folder, 'temporal.db') } : {};
  const server = await startTemporalServer({ ...kept, uiPort: false, metricsPort, report: console.error });
  return {
    address: server.address,
    pid: server.pid ?? 0,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    databaseUrl: null,
    named: `development server, ${kind === 'SQLite' ? 'SQLite file' : 'in memory'}`,
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openServerOnPostgres(): Promise<Omit<BenchTemporal, 'client'>> {
  const opened = await startTemporalOnPostgres({ report: console.error, postgresFlags: [] });
  return {
    address: opened.address,
    pid: opened.server.pid ?? 0,
    metricsUrl: null,
    databaseUrl: opened.databaseUrl,
    named: 'server on PostgreSQL, which waits for the disk',
    close: () => opened.close(),
  };
}
