import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../src/http/admin/to-csv.ts';

describe('toCsv', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1', '|cmd', '\u202e=1'])(
    'never lets a spreadsheet run %j',
    (text) => {
      expect(toCsv([[text]])).toBe(`\uFEFF"'${text}"\r\n`);
    },
  );

  it('leaves numbers as they are, and empty what is not there', () => {
    expect(toCsv([[-1, 0.5, null, '']])).toBe('\uFEFF-1,0.5,,\r\n');
  });

  it('keeps every text whole, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const cells = readRow(toCsv([texts]).slice(1, -2));
        expect(cells.map((cell, nth) => (texts[nth] === cell ? cell : cell.replace(/^'/, '')))).toEqual(texts);
      }),
    );
  });
});

/** A row as RFC 4180 is read. */
function readRow(row: string): string[] {
  const cells: string[] = [];
  for (let rest: string | null = row; rest !== null; ) {
    const quoted: string | undefined = /^"((?:[^"]|"")*)"/s.exec(rest)?.[1];
    const length: number = quoted === undefined ? (/^[^,]*/s.exec(rest)?.[0].length ?? 0) : quoted.length + 2;
    cells.push(quoted === undefined ? rest.slice(0, length) : quoted.replaceAll('""', '"'));
    rest = length < rest.length ? rest.slice(length + 1) : null;
  }
  return cells;
}
