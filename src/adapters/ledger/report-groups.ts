import { type SQL, sql } from 'drizzle-orm';
import { calls } from './calls-table.ts';
import type { Database } from './database.ts';
import type { ReportFigures, ReportGrouping } from './ledger.ts';
import { localDay, localHour } from './local-time.ts';
import { figuresOf, measures } from './report-figures.ts';

/** Figures of the calls with this key; of all calls when `grouping` is null. */
export interface Group {
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

/** Groups the calls in three ways, or in two and as a whole, reading them once. The key of a day is its number. */
export async function readGroups(
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
      // One bit for each key, the last key's lowest: 0 when the row is of a group by it.
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
