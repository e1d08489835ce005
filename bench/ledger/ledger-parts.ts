import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import { createLedger } from '../../src/adapters/ledger/create-ledger.ts';
import type { OpenDatabase } from '../../src/adapters/ledger/database.ts';
import { openPglite } from '../../src/adapters/ledger/open-pglite.ts';
import { openPostgres } from '../../src/adapters/ledger/open-postgres.ts';
import type { BenchPart, PartResult } from '../bench-part.ts';
import { type Figure, takeTimes } from '../take-times.ts';
import { fillLedger } from './fill-ledger.ts';
import { company } from './many-calls.ts';
import { makeQuestions } from './questions.ts';
import { tellTimes } from './tell-times.ts';

const { calls, days, lines, agents, callers } = company;
const about = `The ledger's questions with ${calls} calls over ${days} days, ${lines} lines, ${agents} agents and ${callers} callers, one after the other`;
const runs = 40;

/** On a PostgreSQL server of its own with default settings, on the same machine. */
export const postgresPart: BenchPart = {
  name: 'ledger-postgres',
  about: `${about}, on PostgreSQL.`,
  async run({ tell }) {
    tell('starting PostgreSQL');
    const server = await startRealPostgres([]);
    try {
      return await askAll(await openPostgres(await server.newDatabase()), 300, tell);
    } finally {
      await server.stop();
    }
  },
};

/** Inside this process. */
export const pglitePart: BenchPart = {
  name: 'ledger-pglite',
  about: `${about}, on PGlite.`,
  async run({ tell }) {
    tell('opening PGlite');
    const folder = await mkdtemp(join(tmpdir(), 'callthread-bench-'));
    try {
      return await askAll(await openPglite(join(folder, 'ledger')), 1000, tell);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function askAll(open: OpenDatabase, targetMs: number, tell: (progress: string) => void): Promise<PartResult> {
  const ledger = createLedger(open);
  try {
    await fillLedger(open.database, tell);
    const figures: Figure[] = [];
    for (const { name, ask } of await makeQuestions(ledger)) {
      tell(name);
      figures.push(await takeTimes({ name, runs, targetMs, ask: (nth) => ask(ledger, nth) }));
    }
    return { ...tellTimes(figures), facts: { PostgreSQL: await versionOf(open) } };
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
