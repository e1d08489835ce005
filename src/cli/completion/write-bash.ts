import type { Place, Places } from './list-places.ts';

/** @returns a script for bash, which bash 3.2 (macOS) takes too */
export function writeBash({ commands, values }: Places): string {
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
