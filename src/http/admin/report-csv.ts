import type { Report, ReportFigures, ReportGrouping } from '../../adapters/ledger/ledger.ts';
import { type Qualification, qualifications } from '../../domain/qualification.ts';
import { type Language, textsIn } from '../../texts/texts.ts';
import { type CsvCell, toCsv } from './to-csv.ts';

const groupings = ['day', 'hour', 'line', 'agent', 'qualification'] as const satisfies ReportGrouping[];

/** @returns a report as one table, the total first, then each grouping's rows */
export function reportCsv({ total, groups }: Report, language: Language): string {
  const { style, head, seconds, by } = textsIn(language).admin.csv;
  const rows = groupings.flatMap((grouping) =>
    groups[grouping].map((row) => [by[grouping], row.key, nameOf(grouping, row, language), ...figuresOf(row)]),
  );
  return toCsv([[...head, ...seconds], [by.total, '', '', ...figuresOf(total)], ...rows], style);
}

function figuresOf(figures: ReportFigures): CsvCell[] {
  const { calls, conversations, answered } = figures;
  return [
    calls,
    conversations,
    answered,
    calls === 0 ? null : round(answered / calls, 4),
    round(figures.meanTimeToAnswerSeconds),
    round(figures.totalTalkSeconds),
    round(figures.meanTalkSeconds),
    round(figures.medianToFrontSeconds),
    round(figures.p95ToFrontSeconds),
  ];
}

function nameOf(grouping: ReportGrouping, { key, label }: { key: string; label: string }, language: Language): string {
  const known = qualifications.find((qualification) => qualification === key);
  return grouping === 'qualification' && known !== undefined ? textOf(known, language) : label;
}

function textOf(qualification: Qualification, language: Language): string {
  return textsIn(language).entries.qualification[qualification];
}

function round(value: number | null, digits = 1): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
