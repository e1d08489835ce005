import type { Place, Places } from './list-places.ts';

/** @returns a script for fish */
export function writeFish({ commands, values }: Places): string {
  const [root, ...below] = commands;
  const name = root?.path ?? '';
  const at = `__${name}_at`;
  const complete = ({ path, words }: Place): string[] =>
    words.map(
      ({ word, meaning }) =>
        `complete -c ${name} -n ${quote(`${at} '${path}'`)} -a ${quote(word)}${meaning === '' ? '' : ` -d ${quote(meaning)}`}`,
    );
  return `# ${name} completion for fish
function ${at}
    set -l typed (commandline -opc)
    set -l place ${name}
    for word in $typed[2..-1]
        if contains -- "$place $word" ${below.map(({ path }) => quote(path)).join(' ')}
            set place "$place $word"
        end
    end
    if contains -- "$place $typed[-1]" ${values.map(({ path }) => quote(path)).join(' ')}
        set place "$place $typed[-1]"
    end
    test "$place" = "$argv[1]"
end
complete -c ${name} -f
${[...commands, ...values].flatMap(complete).join('\n')}
`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
