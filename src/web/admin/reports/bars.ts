import type { Report, ReportGrouping, ReportRow } from '../../../adapters/ledger/query-types.ts';
import { addDays, daysBetween } from '../ui/days.ts';

export interface ReportAnswer extends Report {
  from: string;
  to: string;
}

/** One bar of a chart. */
export interface Bar {
  key: string;
  /** Not shortened. */
  name: string;
  answered: number;
  unanswered: number;
}

const maxDays = 400;
const maxBars = 12;

/**
 * @param nameOf names a row
 * @returns the bars of a grouping: every day of the period and every hour, also those without calls; of lines, agents
 * and qualifications, those with the most calls
 */
export function barsOf(
  grouping: ReportGrouping,
  report: ReportAnswer,
  nameOf: (key: string, label: string) => string,
): Bar[] {
  const rows = report.groups[grouping];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const bar = (key: string): Bar => toBar(key, byKey.get(key), nameOf);
  if (grouping === 'day') return daysOf(rows, report).map(bar);
  if (grouping === 'hour') return Array.from({ length: 24 }, (_none, hour) => bar(String(hour)));
  return rows
    .toSorted((one, other) => other.calls - one.calls)
    .slice(0, maxBars)
    .map(({ key }) => bar(key));
}

/** The days of the period; of a long one, the days from the first call to the last, cut to the newest. */
function daysOf(rows: ReportRow[], { from, to }: ReportAnswer): string[] {
  if (daysBetween(from, to, maxDays + 1).length <= maxDays) return daysBetween(from, to);
  const days = rows.map(({ key }) => key).toSorted();
  const [first = from] = days;
  const last = days.at(-1) ?? to;
  const earliest = addDays(last, 1 - maxDays);
  return daysBetween(first > earliest ? first : earliest, last);
}

function toBar(key: string, row: ReportRow | undefined, nameOf: (key: string, label: string) => string): Bar {
  const { calls = 0, answered = 0, label = key } = row ?? {};
  return { key, name: nameOf(key, label), answered, unanswered: calls - answered };
}
