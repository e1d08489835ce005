import type { Report, ReportGrouping, ReportRow } from '../../../adapters/ledger/ledger.ts';
import { addDays, daysBetween } from '../ui/days.ts';

export interface ReportAnswer extends Report {
  from: string;
  to: string;
}

/** One bar of a chart. */
export interface Bar {
  key: string;
  /** In full. */
  name: string;
  answered: number;
  unanswered: number;
}

const longestDays = 400;
const mostBars = 12;

/**
 * @param nameOf what a row is called
 * @returns the bars of a grouping: all days of the period and all hours in which there may be calls, also those without
 * any; of lines, agents and qualifications those with the most calls
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
    .slice(0, mostBars)
    .map(({ key }) => bar(key));
}

/** The days of the period; of a long one those from the first call to the last, the newest where these are too many. */
function daysOf(rows: ReportRow[], { from, to }: ReportAnswer): string[] {
  if (daysBetween(from, to, longestDays + 1).length <= longestDays) return daysBetween(from, to);
  const days = rows.map(({ key }) => key).toSorted();
  const [first = from] = days;
  const last = days.at(-1) ?? to;
  const earliest = addDays(last, 1 - longestDays);
  return daysBetween(first > earliest ? first : earliest, last);
}

function toBar(key: string, row: ReportRow | undefined, nameOf: (key: string, label: string) => string): Bar {
  const { calls = 0, answered = 0, label = key } = row ?? {};
  return { key, name: nameOf(key, label), answered, unanswered: calls - answered };
}
