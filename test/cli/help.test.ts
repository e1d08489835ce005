import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const commands = listCommands(createProgram(), '');

function listCommands(command: Command, above: string): Array<[path: string, command: Command]> {
  const path = `${above}${command.name()}`;
  return [[path, command], ...command.commands.flatMap((below) => listCommands(below, `${path} `))];
}

/** @returns the lines of its help that are examples, without their explanations */
function examplesOf(command: Command): string[] {
  let helpText = '';
  command.configureOutput({ writeOut: (text) => (helpText += text) }).outputHelp();
  const [, after = ''] = helpText.split(/^Examples?:\n/m);
  const lines = (after.split('\n\n')[0] ?? '').split('\n');
  return lines.map((line) => line.trim().split(/ {3,}/)[0] ?? '').filter((line) => line !== '');
}

describe.each(commands)('help of %s', (path, command) => {
  it('has an example of the command', () => {
    expect(examplesOf(command)).toContainEqual(expect.stringContaining(path));
  });

  it('has only examples with existing commands and options', () => {
    const known = new Set(commands.map(([each]) => each));
    for (const example of examplesOf(command)) {
      const words =
        example
          .replace(/^.*?(?:callthread|main\.js) /, 'callthread ')
          .split(/ [|>]/)[0]
          ?.split(' ') ?? [];
      const named = words.reduce((place, word) => (known.has(`${place} ${word}`) ? `${place} ${word}` : place));
      const options = commands.find(([each]) => each === named)?.[1].options.map(({ long }) => long) ?? [];
      expect(named).not.toBe('callthread');
      expect([...options, '--help']).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith('--'))));
    }
  });
});
