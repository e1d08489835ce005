import { type SQL, sql } from 'drizzle-orm';
import { calls } from './calls-table.ts';

const daySeconds = 86_400;

/** @returns what a clock there showed at the start of the call, in seconds as UTC counts them. @param timezone IANA name */
function localSeconds(timezone: string): SQL {
  return sql`date_part('epoch', to_timestamp(${calls.startedAtSeconds}) at time zone ${timezone})::bigint`;
}

/** Days since 1970 group faster than dates, and no setting of the server's has a say in how they are written. */
export function localDay(timezone: string): SQL<number> {
  return sql<number>`(${localSeconds(timezone)} / ${sql.raw(String(daySeconds))})::integer`;
}

/** 0 to 23. */
export function localHour(timezone: string): SQL<number> {
  return sql<number>`(${localSeconds(timezone)} % ${sql.raw(String(daySeconds))} / 3600)::integer`;
}

/** @returns YYYY-MM-DD */
export function writeDay(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}
