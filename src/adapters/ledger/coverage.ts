import { count, type SQL, sql } from 'drizzle-orm';
import type { LedgerState } from '../../domain/ledger-call.ts';
import { filterConditions, readChoices } from './list.ts';
import type { CoverageRow, LedgerPeriod } from './query-types.ts';
import { localDay, writeDay } from './report.ts';
import type { Database } from './schema.ts';
import { calls } from './schema.ts';

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
