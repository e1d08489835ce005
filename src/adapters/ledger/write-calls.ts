import { eq, lte, or, sql } from 'drizzle-orm';
import type { LedgerCall, SeenCall } from '../../domain/ledger-call.ts';
import { toRow, toSeenRow } from './call-rows.ts';
import { calls } from './calls-table.ts';
import { cleanText } from './clean-text.ts';
import type { Database } from './database.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const mostRows = 500;

/** As `Ledger.record`. */
export async function recordCall(database: Database, call: LedgerCall, revision: number): Promise<void> {
  const row = toRow(call, revision);
  const { id: _id, seenAtSeconds: _seen, ...changed } = row;
  await database
    .insert(calls)
    .values(row)
    .onConflictDoUpdate({ target: calls.id, set: changed, setWhere: lte(calls.revision, revision) });
}

/** As `Ledger.noteSeen`. In the order of their ids, so that two who write the same calls never wait for each other. */
export async function noteSeenCalls(database: Database, seen: SeenCall[]): Promise<void> {
  const rows = seen.map(toSeenRow).toSorted((one, other) => one.id - other.id);
  for (let from = 0; from < rows.length; from += mostRows) {
    await database
      .insert(calls)
      .values(rows.slice(from, from + mostRows))
      .onConflictDoNothing();
  }
}

/**
 * As `Ledger.forget`. What was known before the erasure and is only written now would bring the number back, so the
 * rows count as newer than that.
 */
export async function forgetNumber(database: Database, number: string): Promise<number> {
  const digits = number.replace(/\D/g, '');
  const rows = await database
    .update(calls)
    .set({
      caller: null,
      callerDigits: null,
      callerName: null,
      callerFolded: null,
      revision: sql`greatest(${calls.revision}, ${Date.now()}::bigint)`,
    })
    .where(or(eq(calls.caller, cleanText(number)), digits === '' ? undefined : eq(calls.callerDigits, digits)))
    .returning({ id: calls.id });
  return rows.length;
}
