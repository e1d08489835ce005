import { readdirSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { codeIn, readDocument, sectionOf, tableRows } from './read-document.ts';

const program = createProgram();
const commands = leavesOf(program).map((command) => ({
  path: pathOf(command),
  usage: [pathOf(command), ...command.registeredArguments.map((each) => bracketed(each.name(), each.required))].join(
    ' ',
  ),
  options: command.options.map(({ flags }) => flags),
}));

describe('the commands in docs/cli.md', () => {
  const rows = tableRows(sectionOf(readDocument('docs/cli.md'), '## Commands')).filter(([name]) =>
    name?.startsWith('`callthread '),
  );

  it("match the program's commands, with arguments and options", () => {
    const documented = rows.map(([usage = '', options = '']) => inOneLine(codeIn(usage), codeIn(options)));
    const there = commands.map(({ usage, options }) => inOneLine([usage], options));
    expect(documented.toSorted()).toEqual(there.toSorted());
  });

  it('all have a description', () => {
    expect(rows.filter(([, , words = '']) => words === '')).toEqual([]);
  });
});

describe.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesIn('docs'), ...pagesIn('docs/decisions')])(
  '%s',
  (document) => {
    it('uses only existing commands and options', () => {
      expect(commandLines(readDocument(document)).flatMap(faultsOf)).toEqual([]);
    });
  },
);

it('detects an unknown command and an unknown option', () => {
  const text = 'As `callthread retyr 1`.\n```bash\n  callthread skip 1 --inbox Support\n```\nOr `callthread webhooks`.';
  expect(commandLines(text).flatMap(faultsOf)).toEqual([
    'callthread skip 1 --inbox Support: no option --inbox',
    'callthread retyr 1: no command',
  ]);
});

function inOneLine(usage: string[], options: string[]): string {
  return `${usage.join(', ')}: ${options.toSorted().join(', ')}`;
}

/** @returns the commands that do something, and no groups of them */
function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function bracketed(name: string, required: boolean): string {
  return required ? `<${name}>` : `[${name}]`;
}

function pagesIn(folder: string): string[] {
  return readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** @returns the commands to type: lines of code blocks, then code in a text, from `callthread` on */
function commandLines(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^ *```(?:bash|sh)\n(.*?)^ *```/gms)].flatMap(([, lines = '']) =>
    lines.split('\n'),
  );
  const inline = codeIn(markdown.replaceAll(/^ *```.*?^ *```/gms, '')).map((code) => code.replaceAll(/\s+/g, ' '));
  return [...blocks.map((line) => /^(?:[A-Z_]+=\S+ )*(callthread .*)/.exec(line.trim())?.[1] ?? ''), ...inline].filter(
    (line) => line.startsWith('callthread '),
  );
}

/** Whether it is one of what `callthread` itself takes. */
function isOfProgram(line: string): boolean {
  return line.startsWith('callthread help') || program.options.some(({ long }) => line === `callthread ${long}`);
}

function faultsOf(line: string): string[] {
  const known = commands.filter(({ path }) => ` ${line} `.startsWith(` ${path} `) || path.startsWith(`${line} `));
  if (known.length === 0) return isOfProgram(line) ? [] : [`${line}: no command`];
  const there = new Set(known.flatMap(({ options }) => options.map((flags) => flags.split(' ')[0])));
  const written = [...line.matchAll(/--[a-z-]+/g)].map(([option]) => option);
  return written.filter((option) => !there.has(option)).map((option) => `${line}: no option ${option}`);
}
