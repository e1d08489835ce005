import type { Report, ReportFigures, ReportGrouping } from '../../adapters/ledger/ledger.ts';
import type { Language } from '../../domain/language.ts';
import { type Qualification, qualifications } from '../../domain/qualification.ts';
import { textsIn } from '../../domain/texts/texts-in.ts';
import { type CsvCell, type CsvStyle, toCsv } from './to-csv.ts';

const groupings = ['day', 'hour', 'line', 'agent', 'qualification'] as const satisfies ReportGrouping[];

/** As Excel reads them where the language is spoken. */
const styles: Record<Language, CsvStyle> = {
  en: { separator: ',', decimal: '.' },
  fr: { separator: ';', decimal: ',' },
};

const texts = {
  en: {
    head: ['By', 'Key', 'Name', 'Calls', 'Conversations', 'Answered', 'Share answered'],
    seconds: ['Mean time to answer (s)', 'Total talk (s)', 'Mean talk (s)', 'Median to Front (s)', 'p95 to Front (s)'],
    by: { day: 'Day', hour: 'Hour', line: 'Line', agent: 'Agent', qualification: 'Qualification', total: 'All' },
  },
  fr: {
    head: ['Par', 'Clé', 'Nom', 'Appels', 'Conversations', 'Répondus', 'Taux de réponse'],
    seconds: [
      'Délai de réponse moyen (s)',
      'Conversation totale (s)',
      'Conversation moyenne (s)',
      'Médiane vers Front (s)',
      'p95 vers Front (s)',
    ],
    by: { day: 'Jour', hour: 'Heure', line: 'Ligne', agent: 'Agent', qualification: 'Qualification', total: 'Total' },
  },
} satisfies Record<Language, { head: string[]; seconds: string[]; by: Record<ReportGrouping | 'total', string> }>;

/** @returns a report as one table, the total first, then each grouping's rows */
export function reportCsv({ total, groups }: Report, language: Language): string {
  const { head, seconds, by } = texts[language];
  const rows = groupings.flatMap((grouping) =>
    groups[grouping].map((row) => [by[grouping], row.key, nameOf(grouping, row, language), ...figuresOf(row)]),
  );
  return toCsv([[...head, ...seconds], [by.total, '', '', ...figuresOf(total)], ...rows], styles[language]);
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
  return textsIn(language).qualification[qualification];
}

function round(value: number | null, digits = 1): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
