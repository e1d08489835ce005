import { Argument, type Command } from 'commander';
import { listPlaces, type Places } from './completion/list-places.ts';
import { writeBash } from './completion/write-bash.ts';
import { writeFish } from './completion/write-fish.ts';
import { writeZsh } from './completion/write-zsh.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const writers: Record<Shell, (places: Places) => string> = { bash: writeBash, zsh: writeZsh, fish: writeFish };

const examples = `
Examples:
  source <(callthread completion bash)                                        in ~/.bashrc
  source <(callthread completion zsh)                                         in ~/.zshrc, after compinit
  callthread completion fish > ~/.config/fish/completions/callthread.fish     once`;

/** `callthread completion`: what the shell offers, written from the commands that the program has. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a script by which the shell completes commands and options')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(shells))
    .addHelpText('after', examples)
    .action((shell: Shell) => {
      process.stdout.write(writers[shell](listPlaces(program)));
    });
}
