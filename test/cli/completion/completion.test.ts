import { execFileSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { listPlaces } from '../../../src/cli/completion/list-places.ts';
import { writeBash } from '../../../src/cli/completion/write-bash.ts';
import { writeFish } from '../../../src/cli/completion/write-fish.ts';
import { writeZsh } from '../../../src/cli/completion/write-zsh.ts';
import { addCompletionCommand } from '../../../src/cli/completion-command.ts';
import { addDemoCommand } from '../../../src/cli/demo-command.ts';
import { addDoctorCommand } from '../../../src/cli/doctor-command.ts';
import { addWebhooksCommand } from '../../../src/cli/webhooks-command.ts';

const program = new Command('callthread');
addDoctorCommand(program);
addWebhooksCommand(program);
addDemoCommand(program);
addCompletionCommand(program);
const places = listPlaces(program);

/** @returns what bash offers for the last of the words */
function offered(words: string[]): string[] {
  const script = `${writeBash(places)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_callthread
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it.each([
    [
      ['callthread', ''],
      ['doctor', 'webhooks', 'demo', 'completion', '--help'],
    ],
    [['callthread', 'do'], ['doctor']],
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
  ])('%j', (words, expected) => {
    expect(offered(words)).toEqual(expected);
  });
});

describe('completion in other shells', () => {
  const words = ['register', '--dry-run', 'doctor', '--json', 'zsh'];

  it('zsh: every word with its meaning', () => {
    const script = writeZsh(places);
    expect(script).toMatch(/^#compdef callthread\n/);
    expect(script).toContain(
      "'callthread webhooks') list=('register:make the webhook, or mend the one that is there' ",
    );
    for (const word of words) expect(script).toContain(`'${word}`);
  });

  it('fish: every word where it belongs', () => {
    const script = writeFish(places);
    expect(script).toContain("complete -c callthread -n '__callthread_at \\'callthread webhooks\\'' -a 'register' -d ");
    for (const word of words) expect(script).toContain(`-a '${word}'`);
  });

  it('quotes what a description may have in it', () => {
    const odd = new Command('odd')
      .addOption(new Option('--one', `it's a: "thing" \\ $HOME`))
      .addArgument(new Argument('<x>').choices(['a', 'b']));
    const those = listPlaces(odd);
    expect(writeZsh(those)).toContain(`'--one:it'\\''s a\\: "thing" \\ $HOME'`);
    expect(writeFish(those)).toContain(`-d 'it\\'s a: "thing" \\\\ $HOME'`);
  });
});
