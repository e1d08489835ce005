import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import { createLedger } from '../../src/adapters/ledger/ledger.ts';
import { openPglite, openPostgres } from '../../src/adapters/ledger/open.ts';
import type { Database, OpenDatabase } from '../../src/adapters/ledger/schema.ts';
import { calls as callsTable } from '../../src/adapters/ledger/schema.ts';
import { toRow } from '../../src/adapters/ledger/write.ts';
import type { BenchPart, PartResult } from '../bench-part.ts';
import { company, manyCalls } from './many-calls.ts';
import { makeQuestions } from './questions.ts';
import { type Figure, takeTimes } from './take-times.ts';

const { calls, days, lines, agents, callers } = company;
const about = `The ledger's queries with ${calls} calls over ${days} days, ${lines} lines, ${agents} agents and ${callers} callers, one after the other`;
const runsEach = 40;

/** On a PostgreSQL server of its own with default settings, on the same machine. */
export const postgresPart: BenchPart = {
  name: 'ledger-postgres',
  about: `${about}, on PostgreSQL.`,
  async run({ report }) {
    report('starting PostgreSQL');
    const server = await startRealPostgres([]);
    try {
      return await askAll(await openPostgres(await server.newDatabase()), 300, report);
    } finally {
      await server.stop();
    }
  },
};

/** Inside this process. */
export const pglitePart: BenchPart = {
  name: 'ledger-pglite',
  about: `${about}, on PGlite.`,
  async run({ report }) {
    report('opening PGlite');
    const folder = await mkdtemp(join(tmpdir(), 'callthread-bench-'));
    try {
      return await askAll(await openPglite(join(folder, 'ledger')), 1000, report);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function askAll(open: OpenDatabase, targetMs: number, report: (progress: string) => void): Promise<PartResult> {
  const ledger = createLedger(open);
  try {
    await fillLedger(open.database, report);
    const figures: Figure[] = [];
    for (const { name, ask } of await makeQuestions(ledger)) {
      report(name);
      figures.push(await takeTimes({ name, runs: runsEach, targetMs, ask: (nth) => ask(ledger, nth) }));
    }
    return { ...timesTable(figures), facts: { PostgreSQL: await versionOf(open) } };
  } finally {
    await ledger.close();
  }
}

async function versionOf({ database }: OpenDatabase): Promise<string> {
  const [row] = await database
    .select({ version: sql<string>`current_setting('server_version')` })
    .from(sql`(select 1) as one`);
  return row?.version ?? 'unknown';
}

/** Times as a table, and their limits. */
function timesTable(figures: Figure[]): Pick<PartResult, 'tables' | 'checks'> {
  const columns = ['runs', 'p50 ms', 'p95 ms', 'CPU ms here', 'target ms'];
  const rows = figures.map(({ name, runs, p50Ms, p95Ms, cpuMs, targetMs }) => ({
    name,
    cells: [runs, p50Ms, p95Ms, cpuMs, targetMs],
  }));
  const slowest = figures.filter(isMissed);
  return {
    tables: [{ title: '', of: 'query', columns, compared: 'p95 ms', rows }],
    checks: [{ what: 'queries that miss their target', value: slowest.length, rule: 'at most', limit: 0 }],
  };
}

function isMissed({ p95Ms, targetMs }: Figure): boolean {
  return p95Ms > targetMs;
}

const rowsAtOnce = 1000;

/** Writes all calls, and updates the planner's statistics, as autovacuum does within an hour. */
async function fillLedger(database: Database, report: (progress: string) => void): Promise<void> {
  for (let from = 0; from < company.calls; from += rowsAtOnce) {
    report(`${from} of ${company.calls} calls written`);
    const rows = Array.from({ length: rowsAtOnce }, (_, at) => toRow(manyCalls(from + at), 1));
    await database.insert(callsTable).values(rows);
  }
  await database.execute(sql`vacuum analyze ${callsTable}`);
}
