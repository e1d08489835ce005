import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../src/http/admin/report.ts';

const english: Parameters<typeof toCsv>[1] = { separator: ',', decimal: '.' };
const french: Parameters<typeof toCsv>[1] = { separator: ';', decimal: ',' };

describe.each([english, french])('toCsv with %j', (style) => {
  const { separator } = style;

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1', '|cmd', '\u202e=1'])(
    'never lets a spreadsheet run %j',
    (text) => {
      expect(toCsv([[text]], style)).toBe(`\uFEFF"'${text}"\r\n`);
    },
  );

  it('keeps every text intact, whatever it contains', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(',', ';', '"', '";"', '\r\n', ';=1', ',=1'));
    const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        const cells = readRow(toCsv([texts], style).slice(1, -2), separator);
        expect(cells.map((cell, nth) => (texts[nth] === cell ? cell : cell.replace(/^'/, '')))).toEqual(texts);
      }),
    );
  });
});

describe('toCsv', () => {
  it("writes numbers in the locale's format, and leaves absent values empty", () => {
    const row = [-1, 0.5, 1234.25, null, '', 'a;b', 'a,b', '0.5'];
    expect(toCsv([row], english)).toBe('\uFEFF-1,0.5,1234.25,,,a;b,"a,b",0.5\r\n');
    expect(toCsv([row], french)).toBe('\uFEFF-1;0,5;1234,25;;;"a;b";a,b;0.5\r\n');
  });
});

/** A row as RFC 4180 is read, but for the separator. */
function readRow(row: string, separator: string): string[] {
  const cells: string[] = [];
  for (let rest: string | null = row; rest !== null; ) {
    const quoted: string | undefined = /^"((?:[^"]|"")*)"/s.exec(rest)?.[1];
    const length: number = quoted === undefined ? rest.split(separator, 1).join('').length : quoted.length + 2;
    cells.push(quoted === undefined ? rest.slice(0, length) : quoted.replaceAll('""', '"'));
    rest = length < rest.length ? rest.slice(length + 1) : null;
  }
  return cells;
}
