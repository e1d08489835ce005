import { Argument, type Command, type Option } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** For each shell, what writes its script. */
export const writers: Record<Shell, (places: Places) => string> = { bash: writeBash, zsh: writeZsh, fish: writeFish };

const examples = `
Examples:
  source <(callthread completion bash)                                        in ~/.bashrc
  source <(callthread completion zsh)                                         in ~/.zshrc, after compinit
  callthread completion fish > ~/.config/fish/completions/callthread.fish     once`;

/** `callthread completion`: shell completion, generated from the program's commands. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a shell script that completes commands and options')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(shells))
    .addHelpText('after', examples)
    .action((shell: Shell) => {
      process.stdout.write(writers[shell](listPlaces(program)));
    });
}

/** A word that may come next, and what it means. */
interface Word {
  word: string;
  meaning: string;
}

/** A place on the command line where the next word is chosen: `callthread webhooks`, or an option that asks for a value. */
interface Place {
  /** The words before, without options. */
  path: string;
  words: Word[];
}

interface Places {
  /** Every command, with its subcommands and options. */
  commands: Place[];
  /** Every option with a fixed list of values: `callthread demo --language`. */
  values: Place[];
}

/** @returns the places of a command and all below it, as commander knows them */
export function listPlaces(command: Command, above = ''): Places {
  const path = `${above}${command.name()}`;
  const subcommands = command.commands.map((each) => ({ word: each.name(), meaning: each.description() }));
  const options = command.options.filter(({ hidden }) => !hidden);
  const named = options.flatMap((option) => nameOf(option).map((word) => ({ word, meaning: option.description })));
  const help = { word: '--help', meaning: 'what it does, with examples' };
  const below = command.commands.map((each) => listPlaces(each, `${path} `));
  const values = options.flatMap((option) =>
    nameOf(option).flatMap((word) =>
      option.argChoices === undefined
        ? []
        : [{ path: `${path} ${word}`, words: option.argChoices.map((choice) => ({ word: choice, meaning: '' })) }],
    ),
  );
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const own = { path, words: [...subcommands, ...choices.map((word) => ({ word, meaning: '' })), ...named, help] };
  return {
    commands: [own, ...below.flatMap(({ commands }) => commands)],
    values: [...values, ...below.flatMap((each) => each.values)],
  };
}

function nameOf({ long, short }: Option): string[] {
  const name = long ?? short;
  return name === undefined ? [] : [name];
}

/** @returns a script for bash, which bash 3.2 (macOS) takes too */
function writeBash({ commands, values }: Places): string {
  const [root, ...below] = commands;
  const name = root?.path ?? '';
  const entry = ({ path, words }: Place): string =>
    `    '${path}') words='${words.map(({ word }) => word).join(' ')}' ;;`;
  return `# ${name} completion for bash
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" place='${name}' words='' index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$place \${COMP_WORDS[index]}" in
      ${below.map(({ path }) => `'${path}'`).join(' | ')})
        place="$place \${COMP_WORDS[index]}" ;;
    esac
  done
  case "$place" in
${commands.map(entry).join('\n')}
  esac
  case "$place $before" in
${values.map(entry).join('\n')}
    *) ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _${name} ${name}
`;
}

/** @returns a script for zsh, to be sourced or put into a folder of $fpath as _callthread */
function writeZsh({ commands, values }: Places): string {
  const [root, ...below] = commands;
  const name = root?.path ?? '';
  const entry = ({ path, words }: Place): string =>
    `    '${path}') list=(${words.map(({ word, meaning }) => quoteForZsh(word, meaning)).join(' ')}) ;;`;
  return `#compdef ${name}
_${name}() {
  local place='${name}' word
  local -a list
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
      ${below.map(({ path }) => `'${path}'`).join(' | ')})
        place="$place $word" ;;
    esac
  done
  case "$place" in
${commands.map(entry).join('\n')}
  esac
  case "$place \${words[CURRENT-1]}" in
${values.map(entry).join('\n')}
    *) ;;
  esac
  _describe '${name}' list
}
if [ "$funcstack[1]" = "_${name}" ]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

/** A colon separates a word from its description. */
function quoteForZsh(word: string, meaning: string): string {
  const text = [word, ...(meaning === '' ? [] : [meaning])].map((part) => part.replaceAll(':', '\\:')).join(':');
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @returns a script for fish */
function writeFish({ commands, values }: Places): string {
  const [root, ...below] = commands;
  const name = root?.path ?? '';
  const at = `__${name}_at`;
  const complete = ({ path, words }: Place): string[] =>
    words.map(
      ({ word, meaning }) =>
        `complete -c ${name} -n ${quoteForFish(`${at} '${path}'`)} -a ${quoteForFish(word)}${meaning === '' ? '' : ` -d ${quoteForFish(meaning)}`}`,
    );
  return `# ${name} completion for fish
function ${at}
    set -l typed (commandline -opc)
    set -l place ${name}
    for word in $typed[2..-1]
        if contains -- "$place $word" ${below.map(({ path }) => quoteForFish(path)).join(' ')}
            set place "$place $word"
        end
    end
    if contains -- "$place $typed[-1]" ${values.map(({ path }) => quoteForFish(path)).join(' ')}
        set place "$place $typed[-1]"
    end
    test "$place" = "$argv[1]"
end
complete -c ${name} -f
${[...commands, ...values].flatMap(complete).join('\n')}
`;
}

function quoteForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
