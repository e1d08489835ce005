import type { Command, Option } from 'commander';

/** A word that may come next, and what it means. */
export interface Word {
  word: string;
  meaning: string;
}

/** A place on the command line where the next word is chosen: `callthread webhooks`, or an option that asks for a value. */
export interface Place {
  /** The words before, without options. */
  path: string;
  words: Word[];
}

export interface Places {
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
