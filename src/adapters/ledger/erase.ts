import { and, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from './schema.ts';
import { callbacks, calls } from './schema.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const maxIds = 1000;
/** Small batches, so that other writers of these calls do not wait long. */
const batchSize = 200;

/** A listed or parked call has no run left once its caller is erased, so its state cannot change any more. */
const closed = sql`case when ${calls.state} in ('seen', 'parked') then 'skipped' else ${calls.state} end`;
const reason = sql`case when ${calls.state} in ('seen', 'parked') then 'the caller was erased' else ${calls.reason} end`;
const settled = (media: typeof calls.recording | typeof calls.voicemail): SQL =>
  sql`case when ${media} = 'awaited' then 'none' else ${media} end`;

/**
 * Erases from calls who the caller was and which conversation it was; the rest stays for reports. Nothing is recorded of
 * such a call afterwards.
 * @returns how many had not been erased before
 */
export async function eraseCalls(database: Database, ids: number[]): Promise<number> {
  let erased = 0;
  for (let from = 0; from < ids.length; from += maxIds) {
    const those = ids.slice(from, from + maxIds);
    await eraseCallbacks(database, inArray(callbacks.id, those));
    erased += await eraseWhere(database, inArray(calls.id, those));
  }
  return erased;
}

/** A callback has the id of the call that opened it. An open one has no run left once its caller is erased. */
async function eraseCallbacks(database: Database, which: SQL | undefined): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  await database
    .update(callbacks)
    .set({
      workflowId: null,
      caller: null,
      callerName: null,
      conversationId: null,
      state: 'closed',
      nextStepAtSeconds: null,
      closedAtSeconds: sql`coalesce(${callbacks.closedAtSeconds}, ${nowSeconds})`,
      closedBy: sql`coalesce(${callbacks.closedBy}, 'skipped')`,
      erasedAtSeconds: nowSeconds,
    })
    .where(and(which, isNull(callbacks.erasedAtSeconds)));
}

/**
 * Erases the callers of calls that started before a time, UNIX seconds, unless they are parked or await media. Several
 * processes may run it at once: each takes rows that no other has locked.
 * @returns how many calls it erased
 */
export async function eraseCallsBefore(database: Database, startedBeforeSeconds: number): Promise<number> {
  const old = and(
    lt(calls.startedAtSeconds, startedBeforeSeconds),
    isNull(calls.erasedAtSeconds),
    or(isNotNull(calls.caller), isNotNull(calls.callerName), isNotNull(calls.conversationId)),
    ne(calls.state, 'parked'),
    ne(calls.recording, 'awaited'),
    ne(calls.voicemail, 'awaited'),
  );
  await eraseCallbacks(
    database,
    and(lt(callbacks.missedAtSeconds, startedBeforeSeconds), eq(callbacks.state, 'closed')),
  );
  let erased = 0;
  for (;;) {
    const some = database
      .select({ id: calls.id })
      .from(calls)
      .where(old)
      .limit(batchSize)
      .for('update', { skipLocked: true });
    const done = await eraseWhere(database, inArray(calls.id, some));
    erased += done;
    if (done === 0) return erased;
  }
}

async function eraseWhere(database: Database, which: SQL): Promise<number> {
  const rows = await database
    .update(calls)
    .set({
      caller: null,
      callerDigits: null,
      callerName: null,
      callerFolded: null,
      conversationId: null,
      state: closed,
      reason,
      recording: settled(calls.recording),
      voicemail: settled(calls.voicemail),
      voicemailDueAtSeconds: null,
      erasedAtSeconds: Math.floor(Date.now() / 1000),
    })
    .where(and(which, isNull(calls.erasedAtSeconds)))
    .returning({ id: calls.id });
  return rows.length;
}

/** @returns those of the calls whose caller was erased */
export async function erasedAmong(database: Database, ids: number[]): Promise<number[]> {
  const erased: number[] = [];
  for (let from = 0; from < ids.length; from += maxIds) {
    const those = inArray(calls.id, ids.slice(from, from + maxIds));
    const rows = await database
      .select({ id: calls.id })
      .from(calls)
      .where(and(those, isNotNull(calls.erasedAtSeconds)));
    erased.push(...rows.map(({ id }) => id));
  }
  return erased;
}
