export type CsvCell = string | number | null;

/** How a country's spreadsheets write a table: what stands between cells, and what before a number's decimals. */
export interface CsvStyle {
  separator: ',' | ';';
  decimal: '.' | ',';
}

/** A spreadsheet takes a text that begins so for a formula (OWASP on CSV injection), full-width signs as well. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/**
 * @returns a table as RFC 4180 has it, with the mark by which Excel knows UTF-8. A text that a spreadsheet would run
 * gets an apostrophe in front.
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
