import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LedgerCall, SeenCall } from '../../domain/ledger-call.ts';
import { calls, cleanText, type Database, foldText } from './schema.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const batchSize = 500;

/**
 * Columns that keep their value when a later run of the call does not know it, since a run knows only its own events. Each
 * key is the column that decides whether the group is known.
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
  tags: ['tags'],
} as const;

const keepKnown = Object.fromEntries(
  Object.entries(lasting).flatMap(([key, names]) => {
    const isKnown = sql`excluded.${sql.identifier(calls[key as keyof typeof lasting].name)} is not null`;
    return names.map((name) => {
      const column = calls[name];
      const choice = sql`case when ${isKnown} then excluded.${sql.identifier(column.name)} else ${column} end`;
      return [name, choice] as const;
    });
  }),
);

/**
 * Writes what is known of a call, once or often.
 * @param revision UNIX milliseconds of that knowledge: a call that is stored with a later one is left unchanged
 */
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

/**
 * Adds calls that Aircall listed, and leaves those unchanged that are stored already. Rows are written in the order of
 * their ids, so that two processes that write the same calls do not deadlock.
 * @returns the ids of those of which nothing more is known and that are to be logged
 */
export async function recordListedCalls(database: Database, seen: SeenCall[]): Promise<number[]> {
  const rows = seen.map(toSeenRow).toSorted((one, other) => one.id - other.id);
  const unknown: number[] = [];
  for (let from = 0; from < rows.length; from += batchSize) {
    const some = rows.slice(from, from + batchSize);
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

type NewRow = typeof calls.$inferInsert;

export const clean = (value: string | null): string | null => (value === null ? null : cleanText(value));
const fold = (value: string | null): string | null => (value === null ? null : foldText(value));
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** @returns the row of a call. @param revision UNIX milliseconds of this state of the call */
export function toRow(call: LedgerCall, revision: number): NewRow {
  const { line, agent, erased: _erased, ...rest } = call;
  return {
    ...rest,
    reason: clean(call.reason),
    lineId: line.id,
    lineName: cleanText(line.name),
    lineE164: clean(line.e164),
    caller: clean(call.caller),
    callerDigits: call.caller?.replace(/\D/g, '').slice(0, 100) || null,
    callerName: clean(call.callerName),
    callerFolded: fold(call.callerName),
    agentId: agent?.id ?? null,
    agentName: clean(agent?.name ?? null),
    agentFolded: fold(agent?.name ?? null),
    agentEmail: clean(agent?.email ?? null),
    conversationId: clean(call.conversationId),
    tags: call.tags?.map(cleanText) ?? null,
    revision,
    seenAtSeconds: nowSeconds(),
  };
}

/** @returns the row of a call known only from Aircall's list: whatever is recorded later replaces it */
function toSeenRow({ id, direction, line, startedAtSeconds, wanted }: SeenCall): NewRow {
  return {
    id,
    state: wanted ? 'seen' : 'unwanted',
    direction,
    lineId: line.id,
    lineName: cleanText(line.name),
    lineE164: clean(line.e164),
    startedAtSeconds,
    recording: 'none',
    voicemail: 'none',
    revision: 0,
    seenAtSeconds: nowSeconds(),
  };
}
