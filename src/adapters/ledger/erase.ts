import { and, eq, inArray, isNotNull, isNull, lt, ne, not, or, type SQL, sql } from 'drizzle-orm';
import { callWorkflowId } from '../../domain/ids.ts';
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

type HasRun = (workflowId: string) => Promise<boolean>;

/**
 * Erases the callers of calls that started before a time, UNIX seconds, unless they are parked or await media and have a run.
 * Several processes may run it at once: each takes rows that no other has locked.
 * @param hasRun whether Temporal runs a workflow: a run that was terminated leaves its rows as they were
 * @returns how many calls it erased
 * @throws what `hasRun` throws, once the other calls are erased
 */
export async function eraseCallsBefore(
  database: Database,
  startedBeforeSeconds: number,
  hasRun: HasRun,
): Promise<number> {
  const isOld = and(
    lt(calls.startedAtSeconds, startedBeforeSeconds),
    isNull(calls.erasedAtSeconds),
    or(isNotNull(calls.caller), isNotNull(calls.callerName), isNotNull(calls.conversationId)),
  );
  const isUnfinished = or(eq(calls.state, 'parked'), eq(calls.recording, 'awaited'), eq(calls.voicemail, 'awaited'));
  const old = and(isOld, not(isUnfinished as SQL));
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
    if (done === 0) break;
  }
  const unfinished = await database.select({ id: calls.id }).from(calls).where(and(isOld, isUnfinished));
  await eachEnded(
    unfinished.map(({ id }) => ({ id, workflowId: callWorkflowId(id) })),
    hasRun,
    async (ids) => {
      erased += await eraseWhere(database, inArray(calls.id, ids));
    },
  );
  const open = await database
    .select({ id: callbacks.id, workflowId: callbacks.workflowId })
    .from(callbacks)
    .where(and(lt(callbacks.missedAtSeconds, startedBeforeSeconds), ne(callbacks.state, 'closed')));
  await eachEnded(open, hasRun, async (ids) => {
    await eraseCallbacks(database, inArray(callbacks.id, ids));
  });
  return erased;
}

/** Temporal is asked about so many at once. */
const maxParallel = 10;

/** Erases the rows whose run has ended, in small batches. */
async function eachEnded(
  rows: ReadonlyArray<{ id: number; workflowId: string | null }>,
  hasRun: HasRun,
  erase: (ids: number[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += maxParallel) {
    const ended: number[] = [];
    const some = rows.slice(from, from + maxParallel).map(async ({ id, workflowId }) => {
      if (workflowId === null || !(await hasRun(workflowId))) ended.push(id);
    });
    await Promise.all(some);
    if (ended.length > 0) await erase(ended);
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
