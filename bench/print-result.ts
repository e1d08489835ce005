import { type Cell, holds, type Table } from './bench-part.ts';
import type { BenchResult } from './run-part.ts';

/** @returns the result as Markdown. @param before an earlier result to compare with */
export function printResult({ part, about, facts, tables, checks }: BenchResult, before?: BenchResult): string {
  const described = Object.entries(facts).map(([name, fact]) => `${name}: ${fact}`);
  const lines = [`## ${part}`, '', about, '', described.join(' · '), ''];
  for (const table of tables) lines.push(...printTable(table, earlierOf(table, before)), '');
  if (checks.length === 0) return lines.join('\n');
  const rows = checks.map((check) => [
    check.what,
    show(check.value),
    `${check.rule} ${show(check.limit)}`,
    holds(check) ? 'kept' : '**missed**',
  ]);
  return [...lines, ...draw(['aim', 'measured', 'limit', ''], rows), ''].join('\n');
}

function printTable({ title, of, columns, compared, rows }: Table, earlier: Table | undefined): string[] {
  const at = compared === undefined ? -1 : columns.indexOf(compared);
  const isCompared = earlier !== undefined && at >= 0;
  const head = [of, ...columns, ...(isCompared ? [`${compared} before`, 'ratio'] : [])];
  const body = rows.map(({ name, cells }) => {
    const then = isCompared ? earlier.rows.find((row) => row.name === name)?.cells[at] : undefined;
    return [name, ...cells.map(show), ...(isCompared ? compare(cells[at], then) : [])];
  });
  return [...(title === '' ? [] : [`### ${title}`, '']), ...draw(head, body)];
}

function earlierOf({ title }: Table, before: BenchResult | undefined): Table | undefined {
  return before?.tables.find((table) => table.title === title);
}

function compare(now: Cell | undefined, then: Cell | undefined): string[] {
  if (typeof now !== 'number' || typeof then !== 'number') return ['', ''];
  return [show(then), then === 0 ? '' : (now / then).toFixed(2)];
}

function draw(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Whole numbers as they are, others with their significant digits. */
function show(cell: Cell): string {
  if (typeof cell !== 'number') return cell ?? '';
  if (Number.isInteger(cell)) return String(cell);
  return Math.abs(cell) >= 10 ? cell.toFixed(1) : cell.toFixed(2);
}
