export type CsvCell = string | number | null;

/** A spreadsheet takes a text that begins so for a formula (OWASP on CSV injection), full-width signs as well. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/**
 * @returns a table as RFC 4180 has it, with the mark by which Excel knows UTF-8. A text that a spreadsheet would run
 * gets an apostrophe in front.
 */
export function toCsv(rows: CsvCell[][]): string {
  return `\uFEFF${rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`;
}

function toCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
