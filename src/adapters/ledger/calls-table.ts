import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Direction } from '../../domain/call.ts';
import type { LedgerMedia, LedgerState } from '../../domain/ledger-call.ts';
import type { Qualification } from '../../domain/qualification.ts';

/** UNIX seconds, lengths and Aircall's ids: all are larger than 32 bits, or may be. */
const whole = (name: string) => bigint(name, { mode: 'number' });

/**
 * The one table. Whoever changes it makes the next migration by `npx drizzle-kit generate`. What has `Folded` or
 * `Digits` in its name is made of another column, for searches. What reports
 * read comes first: in a row, PostgreSQL has to walk over all that stands before.
 */
export const calls = pgTable(
  'calls',
  {
    id: whole('id').primaryKey(),
    startedAtSeconds: whole('started_at').notNull(),
    lineId: whole('line_id').notNull(),
    /** UNIX milliseconds at which the call was as it is written here; 0 while only Aircall's list has told of it. */
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
    recording: text('recording').$type<LedgerMedia>().notNull(),
    voicemail: text('voicemail').$type<LedgerMedia>().notNull(),
    lineName: text('line_name').notNull(),
    lineE164: text('line_e164'),
    caller: text('caller'),
    callerDigits: text('caller_digits'),
    callerName: text('caller_name'),
    callerFolded: text('caller_folded'),
    agentName: text('agent_name'),
    agentFolded: text('agent_folded'),
    agentEmail: text('agent_email'),
    /** When the caller was erased, by a person or for its age; from then on nothing is written to the row. */
    erasedAtSeconds: whole('erased_at'),
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

/** The digest in the link on the caller's conversation, as activities/find-callers-conversation.ts computes it. */
export function callerDigest({ caller }: { caller: AnyPgColumn }): SQL {
  return sql`left(encode(sha256(('callthread-caller:' || ${caller})::bytea), 'hex'), 32)`;
}

/** Callers in E.164. */
export function hasNumber({ caller }: { caller: AnyPgColumn }): SQL {
  return sql`${caller} ~ '^[+][0-9]+$'`;
}

export type CallRow = typeof calls.$inferSelect;
