import { sql } from 'drizzle-orm';
import { toRow } from '../../src/adapters/ledger/call-rows.ts';
import { calls } from '../../src/adapters/ledger/calls-table.ts';
import type { Database } from '../../src/adapters/ledger/database.ts';
import { company, manyCalls } from './many-calls.ts';

const rowsAtOnce = 1000;

/** Writes all calls, and updates the planner's statistics, as autovacuum does within an hour. */
export async function fillLedger(database: Database, tell: (progress: string) => void): Promise<void> {
  for (let from = 0; from < company.calls; from += rowsAtOnce) {
    tell(`${from} of ${company.calls} calls written`);
    const rows = Array.from({ length: rowsAtOnce }, (_, at) => toRow(manyCalls(from + at), 1));
    await database.insert(calls).values(rows);
  }
  await database.execute(sql`vacuum analyze ${calls}`);
}
