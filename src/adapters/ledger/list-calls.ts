import { and, desc, eq, inArray, like, notLike, or, sql } from 'drizzle-orm';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { isSameNumber } from '../../domain/phone-number.ts';
import { callColumns, toCall } from './call-rows.ts';
import { callerDigest, calls, hasNumber } from './calls-table.ts';
import { cleanText } from './clean-text.ts';
import type { Database } from './database.ts';
import { filterConditions } from './filter-conditions.ts';
import type { CallFilter, CallPage } from './ledger.ts';
import { readPlace, writePlace } from './page-place.ts';

const newestFirst = [desc(calls.startedAtSeconds), desc(calls.id)] as const;

/** As `Ledger.list`. @throws LedgerPlaceInvalid */
export async function listCalls(
  database: Database,
  filter: CallFilter,
  page: { limit: number; after?: string },
): Promise<CallPage> {
  const rows = await database
    .select(callColumns)
    .from(calls)
    .where(and(filterConditions(filter), page.after === undefined ? undefined : beyond(page.after)))
    .orderBy(...newestFirst)
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { calls: shown.map(toCall), next: last && rows.length > shown.length ? writePlace(last) : null };
}

/** As one comparison of pairs, an index finds the place at once however far it is. */
function beyond(after: string) {
  const { startedAtSeconds, id } = readPlace(after);
  return sql`(${calls.startedAtSeconds}, ${calls.id}) < (${startedAtSeconds}, ${id})`;
}

export async function findCall(database: Database, id: number): Promise<LedgerCall | null> {
  const [row] = await database.select(callColumns).from(calls).where(eq(calls.id, id));
  return row === undefined ? null : toCall(row);
}

export async function callsOfNumbers(database: Database, numbers: string[], limit: number): Promise<LedgerCall[]> {
  const rows = await database
    .select(callColumns)
    .from(calls)
    .where(inArray(calls.caller, numbers.map(cleanText)))
    .orderBy(...newestFirst)
    .limit(limit);
  return rows.map(toCall);
}

/** As `Ledger.numberOfDigest`. */
export async function numberOfDigest(database: Database, digest: string): Promise<string | null> {
  const isTheirs = and(hasNumber(calls), eq(callerDigest(calls), digest));
  const [row] = await database.select({ caller: calls.caller }).from(calls).where(isTheirs).limit(1);
  return row?.caller ?? null;
}

/** Digits that every way of writing a number ends with. */
const sharedDigits = 7;

/** As `Ledger.ofCaller`. Few numbers are kept as they were written, so those with the same last digits are read one by one. */
export async function callsOfCaller(database: Database, e164: string): Promise<LedgerCall[]> {
  const digits = e164.replace(/\D/g, '').slice(-sharedDigits);
  const asWritten = and(notLike(calls.caller, '+%'), like(calls.callerDigits, `%${digits}%`));
  const rows = await database
    .select(callColumns)
    .from(calls)
    .where(or(eq(calls.caller, cleanText(e164)), asWritten))
    .orderBy(...newestFirst);
  return rows.map(toCall).filter(({ caller }) => caller !== null && isSameNumber(caller, e164));
}
