import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { LedgerCallback } from '../../../domain/callbacks/debt.ts';
import type { CallbackFigures, CallbackList, CallbackReport, CallbackRow, LedgerPeriod } from '../query-types.ts';
import { localDay, writeDay } from '../report.ts';
import { callbacks, calls, cleanText, type Database } from '../schema.ts';
import { clean } from '../write.ts';

/**
 * Writes what is known of a callback, once or often.
 * @param revision UNIX milliseconds of that knowledge: a callback that is stored with a later one is left unchanged
 */
export async function recordCallback(database: Database, callback: LedgerCallback, revision: number): Promise<void> {
  const { line, ...rest } = callback;
  const row = {
    ...rest,
    lineId: line.id,
    lineName: cleanText(line.name),
    caller: clean(callback.caller),
    callerName: clean(callback.callerName),
    conversationId: clean(callback.conversationId),
    agentName: clean(callback.agentName),
    revision,
  };
  const { id: _id, ...changed } = row;
  await database
    .insert(callbacks)
    .values(row)
    .onConflictDoUpdate({
      target: callbacks.id,
      set: changed,
      setWhere: sql`${callbacks.revision} <= ${revision} and ${callbacks.erasedAtSeconds} is null`,
    });
}

/** @returns whether the caller answered, or was answered, for so long in a call that ended after that time, UNIX seconds */
export async function wasReached(
  database: Database,
  caller: string,
  afterSeconds: number,
  minTalkSeconds: number,
): Promise<boolean> {
  const found = await database
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.caller, cleanText(caller)),
        gt(calls.endedAtSeconds, afterSeconds),
        isNotNull(calls.answeredAtSeconds),
        // The column has whole seconds.
        gte(calls.talkSeconds, Math.ceil(minTalkSeconds)),
      ),
    )
    .limit(1);
  return found.length > 0;
}

type CallbackColumns = typeof callbacks.$inferSelect;

function toCallback(row: CallbackColumns): LedgerCallback {
  const { lineId, lineName, workflowId, revision: _revision, erasedAtSeconds: _erased, ...rest } = row;
  return { ...rest, workflowId: workflowId ?? '', line: { id: lineId, name: lineName } };
}

function inPeriod({ fromSeconds, toSeconds }: LedgerPeriod): SQL | undefined {
  return and(gte(callbacks.missedAtSeconds, fromSeconds), lt(callbacks.missedAtSeconds, toSeconds));
}

/** Lists the callbacks of a period, and all that are open, however old. */
export async function listCallbacks(database: Database, period: LedgerPeriod, limit: number): Promise<CallbackList> {
  const isOpen = sql`${callbacks.state} <> 'closed'`;
  const rows = await database
    .select()
    .from(callbacks)
    .where(or(ne(callbacks.state, 'closed'), inPeriod(period)))
    .orderBy(
      sql`${isOpen} desc`,
      asc(sql`case when ${isOpen} then ${callbacks.missedAtSeconds} end`),
      desc(callbacks.missedAtSeconds),
      desc(callbacks.id),
    )
    .limit(limit + 1);
  return { callbacks: rows.slice(0, limit).map(toCallback), more: rows.length > limit };
}

/** @returns the callback that this call opened; null when it opened none */
export async function findCallback(database: Database, id: number): Promise<LedgerCallback | null> {
  const [row] = await database.select().from(callbacks).where(eq(callbacks.id, id));
  return row === undefined ? null : toCallback(row);
}

/** Lists the open callbacks of these numbers (E.164). */
export async function openCallbacksOf(database: Database, numbers: string[]): Promise<LedgerCallback[]> {
  const rows = await database
    .select()
    .from(callbacks)
    .where(and(inArray(callbacks.caller, numbers.map(cleanText)), ne(callbacks.state, 'closed')))
    .orderBy(asc(callbacks.missedAtSeconds));
  return rows.map(toCallback);
}

const isReached = sql`${callbacks.closedBy} in ('call', 'reply')`;
const figures = {
  callbacks: count(),
  open: sql`count(*) filter (where ${callbacks.state} <> 'closed')`.mapWith(Number),
  overdue: sql`count(*) filter (where ${callbacks.state} = 'overdue')`.mapWith(Number),
  reached: sql`count(*) filter (where ${isReached})`.mapWith(Number),
  attempts: sql`coalesce(sum(${callbacks.attempts}), 0)`.mapWith(Number),
  medianToReachSeconds: sql`percentile_cont(0.5) within group (
    order by (${callbacks.closedAtSeconds} - ${callbacks.missedAtSeconds})::float8) filter (where ${isReached})`.mapWith(
    Number,
  ) as SQL<number | null>,
};

/** Reports the callbacks of a period, in total, by day and by line. @param timezone IANA name */
export async function readCallbackReport(
  database: Database,
  period: LedgerPeriod,
  timezone: string,
): Promise<CallbackReport> {
  const asked = inPeriod(period);
  const day = localDay(timezone, callbacks.missedAtSeconds);
  const name = sql<string>`(array_agg(${callbacks.lineName} order by ${callbacks.missedAtSeconds} desc))[1]`;
  const [[total], days, lines] = await Promise.all([
    database.select(figures).from(callbacks).where(asked),
    database
      .select({ day, ...figures })
      .from(callbacks)
      .where(asked)
      .groupBy(sql`1`)
      .orderBy(sql`1`),
    database
      .select({ id: callbacks.lineId, name, ...figures })
      .from(callbacks)
      .where(asked)
      .groupBy(callbacks.lineId)
      .orderBy(desc(count()), callbacks.lineId),
  ]);
  if (total === undefined) throw new Error('A report without its total');
  return { total, groups: { day: days.map(byDay), line: lines.map(byLine) } };
}

function byDay({ day, ...row }: CallbackFigures & { day: number }): CallbackRow {
  return { key: writeDay(day), label: writeDay(day), ...row };
}

function byLine({ id, name, ...row }: CallbackFigures & { id: number; name: string }): CallbackRow {
  return { key: String(id), label: name, ...row };
}
