import type { Place, Places } from './list-places.ts';

/** @returns a script for zsh, to be sourced or put into a folder of $fpath as _callthread */
export function writeZsh({ commands, values }: Places): string {
  const [root, ...below] = commands;
  const name = root?.path ?? '';
  const entry = ({ path, words }: Place): string =>
    `    '${path}') list=(${words.map(({ word, meaning }) => quote(word, meaning)).join(' ')}) ;;`;
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

/** A colon parts a word from its meaning. */
function quote(word: string, meaning: string): string {
  const text = [word, ...(meaning === '' ? [] : [meaning])].map((part) => part.replaceAll(':', '\\:')).join(':');
  return `'${text.replaceAll("'", "'\\''")}'`;
}
