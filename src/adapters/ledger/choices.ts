import { sql } from 'drizzle-orm';
import type { Choice, Choices } from './query-types.ts';
import type { Database } from './schema.ts';
import { calls, foldText } from './schema.ts';

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
