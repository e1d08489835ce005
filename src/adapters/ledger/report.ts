import { readChoices } from './choices.ts';
import type { Database } from './database.ts';
import { filterConditions } from './filter-conditions.ts';
import type { CallFilter, LedgerPeriod, Report, ReportGrouping, ReportRow } from './ledger.ts';
import { writeDay } from './local-time.ts';
import { type Group, readGroups } from './report-groups.ts';

type Names = Partial<Record<ReportGrouping, Map<string, string>>>;

/**
 * As `Ledger.report`. Days and hours come in their order, the rest by how many calls they have. The halves are asked
 * for at the same time: PostgreSQL answers on two of its cores, and an embedded database lets others in between.
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
