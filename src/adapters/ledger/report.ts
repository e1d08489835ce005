import { count, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { LedgerState } from '../../domain/ledger-call.ts';
import { filterConditions, readChoices } from './list.ts';
import type {
  CallFilter,
  CoverageRow,
  LedgerPeriod,
  Report,
  ReportFigures,
  ReportGrouping,
  ReportRow,
} from './query-types.ts';
import { calls, type Database } from './schema.ts';

type Names = Partial<Record<ReportGrouping, Map<string, string>>>;

/**
 * Reports figures of the calls of a period, in total and by group. Days and hours are in order, other groups by number of
 * calls. Two queries run at once: PostgreSQL uses two cores for them, and the embedded database serves others in between.
 * @param timezone IANA name
 */
export async function readReport(
  database: Database,
  filter: CallFilter & LedgerPeriod,
  timezone: string,
): Promise<Report> {
  const asked = filterConditions(filter);
  const [choices, ...halves] = await Promise.all([
    readChoices(database),
    readGroups(database, asked, ['day', 'qualification'], timezone),
    readGroups(database, asked, ['hour', 'line', 'agent'], timezone),
  ]);
  const groups = halves.flat();
  const names: Names = { line: namesById(choices.lines), agent: namesById(choices.agents) };
  const rowsBy = (grouping: ReportGrouping): ReportRow[] =>
    groups
      .filter((group) => group.grouping === grouping)
      .toSorted(inOrder(grouping))
      .map(({ key, figures }) => ({ ...named(grouping, key, names), ...figures }));
  const total = groups.find(({ grouping }) => grouping === null);
  if (total === undefined) throw new Error('A report without its total');
  return {
    total: total.figures,
    groups: {
      day: rowsBy('day'),
      hour: rowsBy('hour'),
      line: rowsBy('line'),
      agent: rowsBy('agent'),
      qualification: rowsBy('qualification'),
    },
  };
}

function namesById(choices: Array<{ id: number; name: string }>): Map<string, string> {
  return new Map(choices.map(({ id, name }) => [String(id), name]));
}

function inOrder(grouping: ReportGrouping): (one: Group, other: Group) => number {
  const byKey = (one: Group, other: Group) => Number(one.key) - Number(other.key);
  if (grouping === 'day' || grouping === 'hour') return byKey;
  return (one, other) => other.figures.calls - one.figures.calls || (one.key < other.key ? -1 : 1);
}

function named(grouping: ReportGrouping, key: string, names: Names): { key: string; label: string } {
  if (grouping === 'day') {
    const day = writeDay(Number(key));
    return { key: day, label: day };
  }
  return { key, label: names[grouping]?.get(key) ?? key };
}

/** Figures of the calls with this key; of all calls when `grouping` is null. */
interface Group {
  grouping: ReportGrouping | null;
  key: string;
  figures: ReportFigures;
}

function keyOf(grouping: ReportGrouping, timezone: string): SQL {
  switch (grouping) {
    case 'day':
      return localDay(timezone);
    case 'hour':
      return localHour(timezone);
    case 'line':
      return sql`${calls.lineId}`;
    case 'agent':
      return sql`${calls.agentId}`;
    case 'qualification':
      return sql`${calls.qualification}`;
  }
}

/** Groups the calls by three keys, or by two and in total, in a single pass. The key of a day is its number. */
async function readGroups(
  database: Database,
  asked: SQL | undefined,
  groupings: readonly [ReportGrouping, ReportGrouping, ReportGrouping?],
  timezone: string,
): Promise<Group[]> {
  const [first, second, third] = groupings;
  const picked = database
    .select({
      ...measures,
      first: keyOf(first, timezone).as('first'),
      second: keyOf(second, timezone).as('second'),
      third: (third === undefined ? sql`null::bigint` : keyOf(third, timezone)).as('third'),
    })
    .from(calls)
    .where(asked)
    .as('picked');
  const keys = [picked.first, picked.second, picked.third].slice(0, third === undefined ? 2 : 3);
  const sets = keys.map((key) => sql`(${key})`);
  const rows = await database
    .select({
      // One bit per key, the last key's lowest; 0 if the row is grouped by that key.
      bits: sql`grouping(${sql.join(keys, sql`, `)})`.mapWith(Number),
      key: sql<string | null>`coalesce(${sql.join(
        keys.map((key) => sql`${key}::text`),
        sql`, `,
      )})`,
      ...figuresOf(picked),
    })
    .from(picked)
    .groupBy(sql`grouping sets (${sql.join(third === undefined ? [...sets, sql`()`] : sets, sql`, `)})`);
  const all = 2 ** keys.length - 1;
  return rows.map(({ bits, key, ...figures }) => {
    const at = keys.findIndex((_, nth) => bits === all - 2 ** (keys.length - 1 - nth));
    return { grouping: groupings[at] ?? null, key: key ?? '', figures };
  });
}

/**
 * The values of one call that the figures are computed from. Durations are floats, which add up faster than 64-bit
 * integers. Conversations are hashes, which sort faster than texts: a collision among 100,000 has a chance of one in 10⁹.
 */
const measures = {
  conversation: sql<string>`hashtextextended(${calls.conversationId}, 0)`.as('conversation'),
  answered: sql<boolean>`${calls.answeredAtSeconds} is not null`.as('answered'),
  ring: sql<number>`${calls.ringSeconds}::float8`.as('ring'),
  talk: sql<number>`${calls.talkSeconds}::float8`.as('talk'),
  // Aircall's clock and ours differ a little. (`greatest` ignores null, so a call that is not in Front needs the case.)
  toFront: sql<number>`case when ${calls.loggedAtSeconds} is not null and ${calls.endedAtSeconds} is not null
    then greatest(0, ${calls.loggedAtSeconds} - ${calls.endedAtSeconds})::float8 end`.as('to_front'),
};

type Measured = Record<keyof typeof measures, SQL.Aliased>;

/** @returns the columns of `ReportFigures` over a group of calls */
function figuresOf({ conversation, answered, ring, talk, toFront }: Measured) {
  // PostgreSQL computes an identical expression once, so the values are sorted once for both percentiles.
  const percentiles = sql`percentile_cont(array[0.5, 0.95]) within group (order by ${toFront})`;
  return {
    calls: count(),
    conversations: sql`count(distinct ${conversation})`.mapWith(Number),
    answered: sql`count(*) filter (where ${answered})`.mapWith(Number),
    meanTimeToAnswerSeconds: orNull(sql`avg(${ring}) filter (where ${answered})`),
    totalTalkSeconds: sql`coalesce(sum(${talk}), 0)`.mapWith(Number),
    meanTalkSeconds: orNull(sql`avg(${talk})`),
    medianToFrontSeconds: orNull(sql`(${percentiles})[1]`),
    p95ToFrontSeconds: orNull(sql`(${percentiles})[2]`),
  };
}

/** Drizzle maps null to null; its types do not say so. */
function orNull(figure: SQL): SQL<number | null> {
  return figure.mapWith(Number);
}

/** Counts the calls of each line and day, by day, then by the name of the line. @param timezone IANA name */
export async function readCoverage(database: Database, period: LedgerPeriod, timezone: string): Promise<CoverageRow[]> {
  const started = database
    .select({ day: localDay(timezone).as('day'), lineId: calls.lineId, state: calls.state })
    .from(calls)
    .where(filterConditions({ fromSeconds: period.fromSeconds, toSeconds: period.toSeconds }))
    .as('started');
  const inState = (...states: LedgerState[]): SQL<number> =>
    sql`count(*) filter (where ${started.state} in ${states})`.mapWith(Number);
  const counts = await database
    .select({
      day: started.day,
      lineId: started.lineId,
      aircall: count(),
      front: inState('logged'),
      left: inState('unwanted', 'skipped'),
      parked: inState('parked'),
      missing: inState('seen'),
    })
    .from(started)
    .groupBy(started.day, started.lineId);
  const { lines } = await readChoices(database);
  const places = new Map(lines.map(({ id, name }, place) => [id, { name, place }]));
  return counts
    .map(({ day, lineId, ...figures }) => ({ day, line: { id: lineId, ...nameOf(places, lineId) }, figures }))
    .toSorted((one, other) => one.day - other.day || one.line.place - other.line.place)
    .map(({ day, line: { id, name }, figures }) => ({ day: writeDay(day), line: { id, name }, ...figures }));
}

/** A line whose first call came between the two queries has no name yet. */
function nameOf(places: Map<number, { name: string; place: number }>, id: number): { name: string; place: number } {
  return places.get(id) ?? { name: String(id), place: places.size };
}

const daySeconds = 86_400;

/** Local time at the start of the call, or at another time, as seconds since 1970. @param timezone IANA name */
function localSeconds(timezone: string, at: AnyPgColumn = calls.startedAtSeconds): SQL {
  return sql`date_part('epoch', to_timestamp(${at}) at time zone ${timezone})::bigint`;
}

/** Days since 1970: they group faster than dates, and do not depend on the server's date format. */
export function localDay(timezone: string, at?: AnyPgColumn): SQL<number> {
  return sql<number>`(${localSeconds(timezone, at)} / ${sql.raw(String(daySeconds))})::integer`;
}

/** 0 to 23. */
function localHour(timezone: string): SQL<number> {
  return sql<number>`(${localSeconds(timezone)} % ${sql.raw(String(daySeconds))} / 3600)::integer`;
}

/** @returns YYYY-MM-DD */
export function writeDay(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}
