import {
  and,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  like,
  lt,
  ne,
  notLike,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { isSameNumber } from '../../domain/phone-number.ts';
import { LedgerCursorInvalid } from './errors.ts';
import type { CallFilter, CallPage } from './query-types.ts';
import { callerDigest, calls, cleanText, type Database, foldText, hasNumber } from './schema.ts';

type CallRow = typeof calls.$inferSelect;

const {
  callerDigits: _digits,
  callerFolded: _caller,
  agentFolded: _agent,
  revision: _revision,
  seenAtSeconds: _seen,
  tags: _tags,
  ...shownColumns
} = getTableColumns(calls);

/** The columns that `toCall` reads. */
const callColumns = shownColumns;

type CallColumns = Pick<CallRow, keyof typeof callColumns>;

/** @returns the call of a row */
function toCall(row: CallColumns): LedgerCall {
  const { lineId, lineName, lineE164, agentId, agentName, agentEmail, erasedAtSeconds, ...rest } = row;
  return {
    ...rest,
    line: { id: lineId, name: lineName, e164: lineE164 },
    agent: agentId === null ? null : { id: agentId, name: agentName, email: agentEmail },
    ...(erasedAtSeconds === null ? {} : { erased: true }),
  };
}

const newestFirst = [desc(calls.startedAtSeconds), desc(calls.id)] as const;

/** Lists a page of calls, newest first. @param page `after` is the `next` of the page before @throws LedgerCursorInvalid */
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
  return { calls: shown.map(toCall), next: last && rows.length > shown.length ? toCursor(last) : null };
}

/** As a single comparison of pairs, so that the index finds the place at once, however far it is. */
function beyond(after: string) {
  const { startedAtSeconds, id } = parseCursor(after);
  return sql`(${calls.startedAtSeconds}, ${calls.id}) < (${startedAtSeconds}, ${id})`;
}

export async function findCall(database: Database, id: number): Promise<LedgerCall | null> {
  const [row] = await database.select(callColumns).from(calls).where(eq(calls.id, id));
  return row === undefined ? null : toCall(row);
}

/** Lists the newest calls with any of these numbers (E.164). */
export async function callsOfNumbers(database: Database, numbers: string[], limit: number): Promise<LedgerCall[]> {
  const rows = await database
    .select(callColumns)
    .from(calls)
    .where(inArray(calls.caller, numbers.map(cleanText)))
    .orderBy(...newestFirst)
    .limit(limit);
  return rows.map(toCall);
}

/** @returns the number (E.164) of the caller whose conversation has this digest in its link; null where no call has it */
export async function numberOfDigest(database: Database, digest: string): Promise<string | null> {
  const isTheirs = and(hasNumber(calls), eq(callerDigest(calls), digest));
  const [row] = await database.select({ caller: calls.caller }).from(calls).where(isTheirs).limit(1);
  return row?.caller ?? null;
}

/**
 * @param caller as the ledger has it: E.164, else the digits as Aircall wrote them, without blanks
 * @returns the conversation of the caller's newest call that is in Front; null for a caller without one
 */
export async function lastConversation(database: Database, caller: string): Promise<string | null> {
  const [row] = await database
    .select({ conversationId: calls.conversationId })
    .from(calls)
    .where(and(eq(calls.caller, cleanText(caller)), isNotNull(calls.conversationId)))
    .orderBy(...newestFirst)
    .limit(1);
  return row?.conversationId ?? null;
}

/** @returns the Front tags that the caller's other calls have set @param caller see `lastConversation` */
export async function tagsOfOtherCalls(database: Database, caller: string, callId: number): Promise<string[]> {
  const rows = await database
    .selectDistinct({ tag: sql<string>`unnest(${calls.tags})` })
    .from(calls)
    .where(and(eq(calls.caller, cleanText(caller)), ne(calls.id, callId)));
  return rows.map(({ tag }) => tag);
}

/** @returns the conversations that these calls were logged into */
export async function conversationsOf(database: Database, ids: number[]): Promise<string[]> {
  const rows = await database
    .selectDistinct({ conversationId: calls.conversationId })
    .from(calls)
    .where(and(inArray(calls.id, ids), isNotNull(calls.conversationId)));
  return rows.flatMap(({ conversationId }) => conversationId ?? []);
}

/** Every notation of a number ends with these digits. */
const sharedDigits = 7;

/**
 * Lists all calls of a number (E.164), newest first, including those whose number could not be parsed and was kept as
 * written: few are, so those with the same last digits are compared one by one.
 */
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

/** @returns the condition for a filter; undefined when it selects all calls */
export function filterConditions(filter: CallFilter): SQL | undefined {
  const { fromSeconds, toSeconds, states, directions, qualifications, lineIds, agentIds, search } = filter;
  return and(
    fromSeconds === undefined ? undefined : gte(calls.startedAtSeconds, fromSeconds),
    toSeconds === undefined ? undefined : lt(calls.startedAtSeconds, toSeconds),
    states && inArray(calls.state, states),
    directions && inArray(calls.direction, directions),
    qualifications && inArray(calls.qualification, qualifications),
    lineIds && inArray(calls.lineId, lineIds),
    agentIds && inArray(calls.agentId, agentIds),
    search === undefined ? undefined : searchCondition(search),
  );
}

/** Digits and what people write between them. */
const looksLikeNumber = /^(?=.*\d)[\d\s+().,/'\p{Pd}]+$/u;
const maxIdDigits = 15;

/** @returns the condition for a search text; undefined when the text is blank */
function searchCondition(search: string): SQL | undefined {
  const text = foldText(search);
  if (text === '') return undefined;
  const named = [containing(calls.callerFolded, text), containing(calls.agentFolded, text)];
  if (!looksLikeNumber.test(text)) return or(...named);
  const digits = text.replace(/\D/g, '');
  return or(
    ...named,
    ...(internationalPart(text) === '' ? [] : [containing(calls.callerDigits, internationalPart(text))]),
    ...(digits.length <= maxIdDigits ? [eq(calls.id, Number(digits))] : []),
  );
}

/** The part that national and international notation share: 07700 900123 and +44 (0)7700 900123 are one number. */
function internationalPart(text: string): string {
  return text
    .replace('(0)', '')
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '');
}

function containing(column: Parameters<typeof like>[0], text: string): SQL {
  return like(column, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}

/** The last call of a page. */
interface Cursor {
  startedAtSeconds: number;
  id: number;
}

function toCursor({ startedAtSeconds, id }: Cursor): string {
  return `${startedAtSeconds}.${id}`;
}

/** @throws LedgerCursorInvalid for a text that `toCursor` did not write */
function parseCursor(text: string): Cursor {
  const [, startedAtSeconds, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (startedAtSeconds === undefined || id === undefined) {
    throw new LedgerCursorInvalid('Unknown cursor in the list of calls');
  }
  return { startedAtSeconds: Number(startedAtSeconds), id: Number(id) };
}

/** Lines and agents that have calls, for filters; in the order of their names. */
interface Choices {
  lines: Choice[];
  agents: Choice[];
}

interface Choice {
  id: number;
  name: string;
}

type Column = typeof calls.lineId | typeof calls.agentId;

/** Lists lines and agents that have calls, by name. */
export async function readChoices(database: Database): Promise<Choices> {
  const [lines, agents] = await Promise.all([
    readNamed(database, calls.lineId, [calls.lineName]),
    readNamed(database, calls.agentId, [calls.agentName, calls.agentEmail]),
  ]);
  return { lines, agents };
}

/**
 * With a plain `select distinct` PostgreSQL would read every call to find forty agents. This query walks from one id to
 * the next in the index and takes the name from the newest call that has one.
 */
async function readNamed(
  database: Database,
  column: Column,
  names: Array<typeof calls.lineName | typeof calls.agentName | typeof calls.agentEmail>,
): Promise<Choice[]> {
  const newest = names.map(
    (name) => sql`(
      select ${name} from ${calls} where ${column} = each_one.id and ${name} <> ''
      order by ${calls.startedAtSeconds} desc, ${calls.id} desc limit 1)`,
  );
  const rows = await database.select({ id: sql`id`.mapWith(Number), name: sql<string>`name` }).from(
    sql`(
        with recursive each_one(id) as (
          select min(${column}) from ${calls}
          union all
          select (select min(${column}) from ${calls} where ${column} > each_one.id) from each_one
          where each_one.id is not null
        )
        select id, coalesce(${sql.join(newest, sql`, `)}, id::text) as name from each_one where id is not null
      ) as named`,
  );
  return rows.toSorted((one, other) => compare(foldText(one.name), foldText(other.name)) || one.id - other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
