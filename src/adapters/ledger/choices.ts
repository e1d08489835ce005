import { sql } from 'drizzle-orm';
import { calls } from './calls-table.ts';
import { foldText } from './clean-text.ts';
import type { Database } from './database.ts';
import type { Ledger } from './ledger.ts';

type Column = typeof calls.lineId | typeof calls.agentId;
type Choices = Awaited<ReturnType<Ledger['choices']>>;

/** As `Ledger.choices`, in the order of their names. */
export async function readChoices(database: Database): Promise<Choices> {
  const [lines, agents] = await Promise.all([
    readNamed(database, calls.lineId, [calls.lineName]),
    readNamed(database, calls.agentId, [calls.agentName, calls.agentEmail]),
  ]);
  return { lines, agents };
}

/**
 * PostgreSQL would read every call to find forty agents. This goes from one to the next in the index, and takes the
 * newest call that has a name from there.
 */
async function readNamed(
  database: Database,
  column: Column,
  names: Array<typeof calls.lineName | typeof calls.agentName | typeof calls.agentEmail>,
): Promise<Choices['lines']> {
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
