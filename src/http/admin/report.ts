import { Router } from 'express';
import { z } from 'zod';
import type { Report, ReportFigures, ReportGrouping } from '../../adapters/ledger/query-types.ts';
import type { LedgerState } from '../../domain/ledger-call.ts';
import { type Qualification, qualifications } from '../../domain/qualification.ts';
import { type Language, textsIn } from '../../texts/texts.ts';
import { answerMethodNotAllowed } from '../problem.ts';
import { withLedger } from './backends.ts';
import type { AdminDeps } from './deps.ts';
import { choices, period, readInput, toFilter, toPeriod } from './filters.ts';

const maxDays = 1100;
/** Calls that are, or will be, in Front: the team never saw the others. */
const inFront: LedgerState[] = ['logged', 'parked'];
const ReportQuery = z.strictObject({
  ...period,
  direction: choices.direction,
  qualification: choices.qualification,
  line: choices.line,
  agent: choices.agent,
});

/** `GET /report` and `GET /report.csv`: inbound calls, unless `direction` says otherwise. */
export function reportRoutes({ ledger, timezone, language }: AdminDeps): Router {
  const router = Router();
  router
    .route(['/report', '/report.csv'])
    .get(async (request, response) => {
      const { from, to, ...chosen } = readInput(ReportQuery, request.query);
      const filter = {
        ...toFilter({ direction: ['inbound'], ...chosen }),
        states: inFront,
        ...toPeriod({ from, to }, timezone, maxDays),
      };
      const report = await withLedger(ledger, (of) => of.report(filter, timezone));
      if (!request.path.endsWith('.csv')) {
        response.json({ from, to, ...report });
        return;
      }
      response
        .set('content-disposition', `attachment; filename="callthread-${from}-${to}.csv"`)
        .type('text/csv; charset=utf-8; header=present')
        .send(reportCsv(report, language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

const groupings = ['day', 'hour', 'line', 'agent', 'qualification'] as const satisfies ReportGrouping[];

/** @returns a report as one table: the total, then the rows of each grouping */
function reportCsv({ total, groups }: Report, language: Language): string {
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

/** @returns a figure with so many decimals, as CSV has it */
export function round(value: number | null, digits = 1): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

export type CsvCell = string | number | null;

/** A locale's CSV dialect. */
interface CsvStyle {
  separator: ',' | ';';
  decimal: '.' | ',';
}

/** Spreadsheets treat text with such a beginning as a formula (OWASP on CSV injection), full-width signs included. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/**
 * @returns an RFC 4180 table with the byte order mark by which Excel recognises UTF-8. Text that a spreadsheet would run
 * gets a leading apostrophe.
 */
export function toCsv(rows: CsvCell[][], style: CsvStyle): string {
  const lines = rows.map((row) => `${row.map((value) => toCell(value, style)).join(style.separator)}\r\n`);
  return `\uFEFF${lines.join('')}`;
}

function toCell(value: CsvCell, { separator, decimal }: CsvStyle): string {
  if (value === null) return '';
  const isText = typeof value === 'string';
  const written = !isText ? String(value).replace('.', decimal) : formulaStart.test(value) ? `'${value}` : value;
  return /["\r\n']/.test(written) || written.includes(separator) ? `"${written.replaceAll('"', '""')}"` : written;
}
