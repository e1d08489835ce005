import { readFileSync } from 'node:fs';

/** @returns the text of a file, by its path from the root of the repository */
export function readDocument(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** @returns the text below a heading, up to the next one of its level or a higher one */
export function sectionOf(markdown: string, heading: string): string {
  const [level = ''] = /^#+/.exec(heading) ?? [];
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`there is no heading "${heading}"`);
  const ends = new RegExp(`^#{1,${level.length}} `);
  const length = lines.slice(start + 1).findIndex((line) => ends.test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** @returns the cells of every table in a text, row by row, without the headings */
export function tableRows(markdown: string): string[][] {
  const lines = markdown.split('\n').map((line) => line.trim());
  return lines
    .filter(
      (line, place) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line) && !/^\|[\s|-]+$/.test(lines[place + 1] ?? ''),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** @returns the texts `between backticks` */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
