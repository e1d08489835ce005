import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  index,
  type PgDatabase,
  type PgQueryResultHKT,
  pgTable,
  text,
} from 'drizzle-orm/pg-core';
import type { Direction } from '../../domain/call.ts';
import type { LedgerCallback } from '../../domain/callbacks/debt.ts';
import type { LedgerCall, LedgerState } from '../../domain/ledger-call.ts';
import type { Qualification } from '../../domain/qualification.ts';

/** UNIX seconds, lengths and Aircall's ids: all are larger than 32 bits, or may be. */
const whole = (name: string) => bigint(name, { mode: 'number' });

/**
 * The table of calls. After a change, create the migration with `npx drizzle-kit generate`. Columns with `Folded` or `Digits`
 * in their name are derived from another column, for searches. Columns that reports read come first: to reach one,
 * PostgreSQL has to walk over all columns before it.
 */
export const calls = pgTable(
  'calls',
  {
    id: whole('id').primaryKey(),
    startedAtSeconds: whole('started_at').notNull(),
    lineId: whole('line_id').notNull(),
    /** UNIX milliseconds of the state recorded here; 0 for a call known only from Aircall's list. */
    revision: whole('revision').notNull(),
    /** When this ledger first heard of the call. */
    seenAtSeconds: whole('seen_at').notNull(),
    agentId: whole('agent_id'),
    answeredAtSeconds: whole('answered_at'),
    endedAtSeconds: whole('ended_at'),
    loggedAtSeconds: whole('logged_at'),
    talkSeconds: whole('talk_seconds'),
    ringSeconds: whole('ring_seconds'),
    voicemailDueAtSeconds: whole('voicemail_due_at'),
    state: text('state').$type<LedgerState>().notNull(),
    direction: text('direction').$type<Direction>().notNull(),
    qualification: text('qualification').$type<Qualification>(),
    conversationId: text('conversation_id'),
    reason: text('reason'),
    recording: text('recording').$type<LedgerCall['recording']>().notNull(),
    voicemail: text('voicemail').$type<LedgerCall['recording']>().notNull(),
    lineName: text('line_name').notNull(),
    lineE164: text('line_e164'),
    caller: text('caller'),
    callerDigits: text('caller_digits'),
    callerName: text('caller_name'),
    callerFolded: text('caller_folded'),
    agentName: text('agent_name'),
    agentFolded: text('agent_folded'),
    agentEmail: text('agent_email'),
    /** When the caller was erased, by a person or by retention; the row is not written afterwards. */
    erasedAtSeconds: whole('erased_at'),
    /** Front tags that the call's Aircall tags have set; null while not known. */
    tags: text('tags').array(),
  },
  (table) => [
    index('calls_newest').on(table.startedAtSeconds, table.id),
    index('calls_of_caller').on(table.caller, table.startedAtSeconds, table.id),
    index('calls_of_caller_digest').on(callerDigest(table)).where(hasNumber(table)),
    index('calls_of_line').on(table.lineId, table.startedAtSeconds, table.id),
    index('calls_of_agent').on(table.agentId, table.startedAtSeconds, table.id),
    index('calls_in_state').on(table.state, table.startedAtSeconds, table.id),
  ],
);

/** One row for each callback, under the id of the call that opened it. Erased rows keep what reports count. */
export const callbacks = pgTable(
  'callbacks',
  {
    id: whole('id').primaryKey(),
    missedAtSeconds: whole('missed_at').notNull(),
    lineId: whole('line_id').notNull(),
    revision: whole('revision').notNull(),
    closedAtSeconds: whole('closed_at'),
    nextStepAtSeconds: whole('next_step_at'),
    misses: whole('misses').notNull(),
    attempts: whole('attempts').notNull(),
    state: text('state').$type<LedgerCallback['state']>().notNull(),
    closedBy: text('closed_by').$type<NonNullable<LedgerCallback['closedBy']>>(),
    lineName: text('line_name').notNull(),
    agentName: text('agent_name'),
    workflowId: text('workflow_id'),
    caller: text('caller'),
    callerName: text('caller_name'),
    conversationId: text('conversation_id'),
    erasedAtSeconds: whole('erased_at'),
  },
  (table) => [
    index('callbacks_newest').on(table.missedAtSeconds, table.id),
    index('callbacks_in_state').on(table.state, table.missedAtSeconds),
    index('callbacks_of_caller').on(table.caller),
  ],
);

/** The digest in the link on the caller's conversation, as activities/call/caller-conversation.ts computes it. */
export function callerDigest({ caller }: { caller: AnyPgColumn }): SQL {
  return sql`left(encode(sha256(('callthread-caller:' || ${caller})::bytea), 'hex'), 32)`;
}

/** Callers in E.164. */
export function hasNumber({ caller }: { caller: AnyPgColumn }): SQL {
  return sql`${caller} ~ '^[+][0-9]+$'`;
}

/** No real name, number or id is longer; longer texts would not fit into an index. */
const maxTextLength = 500;

/** @returns the text as PostgreSQL accepts it: without NUL or halves of surrogate pairs, and not too long */
export function cleanText(value: string): string {
  return value.replaceAll('\0', '').slice(0, maxTextLength).toWellFormed();
}

/** @returns the text normalised for searches: without case, accents, widths and repeated spaces */
export function foldText(value: string): string {
  return cleanText(value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim());
}

/** PostgreSQL or PGlite. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A database with an up-to-date table. */
export interface OpenDatabase {
  database: Database;
  close: () => Promise<void>;
}
