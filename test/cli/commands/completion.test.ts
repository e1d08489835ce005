import { execFileSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { listPlaces, writers } from '../../../src/cli/commands/completion.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { runCommand } from '../../e2e/run-command.ts';

const program = createProgram();
const places = listPlaces(program);

/** @returns the completions that bash offers for the last of the words, once it has read the script as documented */
function offered(words: string[], script = writers.bash(places)): string[] {
  const asking = `source /dev/stdin <<'script'
${script}
script
[[ "$(complete -p callthread)" =~ -F[[:space:]]([^[:space:]]+) ]] || exit 1
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
\${BASH_REMATCH[1]}
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', asking], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

const commands = program.commands.map((command) => command.name());

describe('completion in bash', () => {
  it.each([
    [
      ['callthread', ''],
      [...commands, '--version', '--help'],
    ],
    [['callthread', 'do'], ['doctor']],
    [['callthread', 're'], commands.filter((command) => command.startsWith('re'))],
    [
      ['callthread', 'retry', '812345678', '--'],
      ['--all', '--failure', '--yes', '--inbox', '--help'],
    ],
    [
      ['callthread', 'webhooks', ''],
      ['register', 'list', 'remove', '--help'],
    ],
    [
      ['callthread', 'webhooks', 'register', '--'],
      ['--url', '--dry-run', '--help'],
    ],
    [['callthread', 'webhooks', 'register', '--dry-run', '--u'], ['--url']],
    [
      ['callthread', 'demo', '--language', ''],
      ['en', 'fr'],
    ],
    [['callthread', 'completion', 'z'], ['zsh']],
    [['callthread', 'nothing', 'do'], ['doctor']],
  ])('completes %j', (words, expected) => {
    expect(offered(words)).toEqual(expected);
  });
});

it('the built command prints the same script without any configuration', async () => {
  const { code, stdout, stderr } = await runCommand(['completion', 'bash'], {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(commands).toEqual(expect.arrayContaining(['start', 'api', 'worker', 'doctor', 'backfill', 'retry', 'skip']));
  expect(offered(['callthread', ''], stdout)).toEqual([...commands, '--version', '--help']);
});

describe('completion in other shells', () => {
  const words = ['register', '--dry-run', 'doctor', '--json', 'zsh'];

  it('lists every word with its description in zsh', () => {
    const script = writers.zsh(places);
    expect(script).toMatch(/^#compdef callthread\n/);
    expect(script).toContain("'callthread webhooks') list=('register:create or repair the webhook' ");
    for (const word of words) expect(script).toContain(`'${word}`);
  });

  it('lists every word at its place in fish', () => {
    const script = writers.fish(places);
    expect(script).toContain("complete -c callthread -n '__callthread_at \\'callthread webhooks\\'' -a 'register' -d ");
    for (const word of words) expect(script).toContain(`-a '${word}'`);
  });

  it('quotes special characters in descriptions', () => {
    const odd = new Command('odd')
      .addOption(new Option('--one', `it's a: "thing" \\ $HOME`))
      .addArgument(new Argument('<x>').choices(['a', 'b']));
    const those = listPlaces(odd);
    expect(writers.zsh(those)).toContain(`'--one:it'\\''s a\\: "thing" \\ $HOME'`);
    expect(writers.fish(those)).toContain(`-d 'it\\'s a: "thing" \\\\ $HOME'`);
  });
});
