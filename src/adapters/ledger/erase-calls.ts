import { and, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { calls } from './calls-table.ts';
import type { Database } from './database.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const mostIds = 1000;
/** Nobody who writes one of these calls shall wait long for it. */
const mostOld = 200;

/** Nothing more comes of a call that is only seen, or parked, once its caller is erased: no run of it is left. */
const closed = sql`case when ${calls.state} in ('seen', 'parked') then 'skipped' else ${calls.state} end`;
const reason = sql`case when ${calls.state} in ('seen', 'parked') then 'the caller was erased' else ${calls.reason} end`;
const settled = (media: typeof calls.recording | typeof calls.voicemail): SQL =>
  sql`case when ${media} = 'awaited' then 'none' else ${media} end`;

/** As `Ledger.erase`. */
export async function eraseCalls(database: Database, ids: number[]): Promise<number> {
  let erased = 0;
  for (let from = 0; from < ids.length; from += mostIds) {
    erased += await eraseWhere(database, inArray(calls.id, ids.slice(from, from + mostIds)));
  }
  return erased;
}

/** As `Ledger.eraseBefore`. Several processes may do it at once: each takes rows that no other has in hand. */
export async function eraseCallsBefore(database: Database, startedBeforeSeconds: number): Promise<number> {
  const old = and(
    lt(calls.startedAtSeconds, startedBeforeSeconds),
    isNull(calls.erasedAtSeconds),
    or(isNotNull(calls.caller), isNotNull(calls.callerName), isNotNull(calls.conversationId)),
    ne(calls.state, 'parked'),
    ne(calls.recording, 'awaited'),
    ne(calls.voicemail, 'awaited'),
  );
  let erased = 0;
  for (;;) {
    const some = database
      .select({ id: calls.id })
      .from(calls)
      .where(old)
      .limit(mostOld)
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

/** As `Ledger.erasedAmong`. */
export async function erasedAmong(database: Database, ids: number[]): Promise<number[]> {
  const erased: number[] = [];
  for (let from = 0; from < ids.length; from += mostIds) {
    const those = inArray(calls.id, ids.slice(from, from + mostIds));
    const rows = await database
      .select({ id: calls.id })
      .from(calls)
      .where(and(those, isNotNull(calls.erasedAtSeconds)));
    erased.push(...rows.map(({ id }) => id));
  }
  return erased;
}
