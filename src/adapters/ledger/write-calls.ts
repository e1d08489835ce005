import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LedgerCall, SeenCall } from '../../domain/ledger-call.ts';
import { toRow, toSeenRow } from './call-rows.ts';
import { calls } from './calls-table.ts';
import type { Database } from './database.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const mostRows = 500;

/**
 * What was known of a call once stays known: a later run of it goes by its own events, which may not say it. By the
 * column that tells whether it is said.
 */
const lasting = {
  callerName: ['callerName', 'callerFolded'],
  agentId: ['agentId', 'agentName', 'agentFolded', 'agentEmail'],
  answeredAtSeconds: ['answeredAtSeconds'],
  endedAtSeconds: ['endedAtSeconds'],
  talkSeconds: ['talkSeconds'],
  ringSeconds: ['ringSeconds'],
  conversationId: ['conversationId'],
  loggedAtSeconds: ['loggedAtSeconds'],
} as const;

const keepKnown = Object.fromEntries(
  Object.entries(lasting).flatMap(([told, names]) => {
    const isSaid = sql`excluded.${sql.identifier(calls[told as keyof typeof lasting].name)} is not null`;
    return names.map((name) => {
      const column = calls[name];
      const choice = sql`case when ${isSaid} then excluded.${sql.identifier(column.name)} else ${column} end`;
      return [name, choice] as const;
    });
  }),
);

/** As `Ledger.record`. */
export async function recordCall(database: Database, call: LedgerCall, revision: number): Promise<void> {
  const row = toRow(call, revision);
  const { id: _id, seenAtSeconds: _seen, ...changed } = { ...row, ...keepKnown };
  await database
    .insert(calls)
    .values(row)
    .onConflictDoUpdate({
      target: calls.id,
      set: changed,
      setWhere: sql`${calls.revision} <= ${revision} and ${calls.erasedAtSeconds} is null`,
    });
}

/** As `Ledger.noteSeen`. In the order of their ids, so that two who write the same calls never wait for each other. */
export async function noteSeenCalls(database: Database, seen: SeenCall[]): Promise<number[]> {
  const rows = seen.map(toSeenRow).toSorted((one, other) => one.id - other.id);
  const unknown: number[] = [];
  for (let from = 0; from < rows.length; from += mostRows) {
    const some = rows.slice(from, from + mostRows);
    await database.insert(calls).values(some).onConflictDoNothing();
    const ids = some.map(({ id }) => id);
    const left = await database
      .select({ id: calls.id })
      .from(calls)
      .where(and(inArray(calls.id, ids), eq(calls.state, 'seen')));
    unknown.push(...left.map(({ id }) => id));
  }
  return unknown;
}
