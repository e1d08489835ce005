import type { Agent } from './call.ts';

/**
 * Text from outside, as Front may show it. Whether Front reads the body of a custom message as text or as HTML is
 * undocumented, and comments are Markdown: what would be markup in any of these becomes a character that looks alike,
 * since an escape for one reading would be seen in the others (docs/decisions/0013). Web addresses stay as they are.
 */

/** Longer names would push the rest of their row out of sight. */
const maxLineLength = 200;

/** Ends where Markdown or HTML could begin, and at their look-alikes. */
const webAddress = /https?:\/\/[^\s<>()[\]*`"'\\|‹›＆∶］ˋ∗＿∼⧵]+/gi;

/** Placeholder for an address; Unicode has no such character, and texts are stripped of it. */
const placeholder = '\uFFFF';

/** Breaks between lines, but for the plain one. */
const otherLineBreaks = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Invisible characters, including those that change the text's direction. */
const invisible = /(?!\u200C|\u200D|\n|\t)[\p{Cc}\p{Cf}\u115F\u1160\u3164\uFFA0\uFFFF]/gu;
/** Joiners belong to emoji and to scripts such as Arabic and Devanagari; elsewhere they are invisible too. */
const strayJoiners =
  /(?<![\p{Extended_Pictographic}\uFE0F\p{Emoji_Modifier}]|(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D]+/gu;

/** Other signs that take part in a visible one, or are as blank as a space, and show nothing by themselves. */
const seen = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

const lookalikes: ReadonlyArray<[markup: RegExp, lookalike: string | ((markup: string) => string)]> = [
  [/</g, '‹'],
  [/>/g, '›'],
  // What HTML would show as another character: &lt; and, without the semicolon, &lt.
  [/&(?=#|[a-z][a-z\d]{1,31};|(?:amp|lt|gt|quot|copy|reg|nbsp)(?![a-z\d]))/gi, '＆'],
  // The sign comes first: a look-behind that is tried at every place takes minutes for a page of blanks.
  [
    /:(?:(?<=(?:java|vb)script\s*:)|(?<=(?<![a-z\d])data:)(?=[a-z\d.+-]+[/;,])|(?<=(?<![a-z\d])(?:file|blob):)(?=\S))/gi,
    '∶',
  ],
  // Links and their definitions.
  [/\](?=[([:])/g, '］'],
  // Emphasis, code and strikethrough.
  [/`/g, 'ˋ'],
  [/\*(?=\S)|(?<=\S)\*/g, '∗'],
  [/(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu, (signs) => '＿'.repeat(signs.length)],
  [/(?<=\S)~|~(?=~)/g, '∼'],
  // At the start of a line: headings, lists, rules and tables, blocks of code.
  [/^ {0,3}#{1,6}(?=\s|$)/gm, (signs) => signs.replaceAll('#', '＃')],
  [/^[ \t]*[-+*](?=[ \t]|$)/gm, (signs) => signs.replace('-', '‐').replace('+', '＋').replace('*', '∗')],
  [/^[ \t]*\d{1,9}[.)](?=[ \t]|$)/gm, (signs) => signs.replace('.', '․').replace(')', '）')],
  [/^[ \t|:]*(?:-[ \t|:-]*|=[ \t=]*)$/gm, (signs) => signs.replaceAll('-', '‐').replaceAll('=', '＝')],
  [/^(?: {4}|\t)[ \t]*/gm, (signs) => signs.replaceAll('\t', '    ').replaceAll(' ', '\u00A0')],
  // Markdown hides a backslash before a sign, and makes a break of one at the end of a line.
  [/\\(?=[!-/:-@[-`{-~]|$)/gm, '⧵'],
];

/**
 * @returns a text of several lines, a comment, that reads as written as plain text, as HTML and as Markdown; empty when
 * nothing of it can be seen
 */
export function inertText(text: string): string {
  const visible = text
    .toWellFormed()
    .replace(otherLineBreaks, '\n')
    .replace(invisible, '')
    .replace(strayJoiners, '')
    .trim();
  if (!seen.test(visible)) return '';
  const addresses = (visible.match(webAddress) ?? []).values();
  return lookalike(visible.replace(webAddress, placeholder)).replaceAll(
    placeholder,
    () => addresses.next().value ?? '',
  );
}

/** @returns a name as one line that cannot begin another row of an entry; empty when nothing of it can be seen */
export function inertLine(text: string): string {
  const line = inertText(text.replace(/\s+/g, ' '));
  const letters = Array.from(line.replace(/\s+/g, ' '));
  return letters.length <= maxLineLength
    ? letters.join('')
    : `${letters
        .slice(0, maxLineLength - 1)
        .join('')
        .trim()}…`;
}

/** @returns a name as one line; null when there is none, or nothing of it can be seen */
export function inertName(name: string | null): string | null {
  return name === null ? null : inertLine(name) || null;
}

/** @returns an agent's name, else the e-mail, as one line; null when Aircall gives neither */
export function agentName(agent: Agent | null): string | null {
  return inertName(agent?.name ?? null) ?? inertName(agent?.email ?? null);
}

/**
 * Whether two texts read alike, one of them made inert or sent through Front: breaks and blanks are treated as equal.
 */
export function readsAlike(one: string, other: string): boolean {
  return readable(one) === readable(other);
}

function readable(text: string): string {
  return inertText(text).normalize('NFC').replace(/\s+/g, ' ');
}

function lookalike(text: string): string {
  return lookalikes.reduce(
    (inert, [markup, sign]) => (typeof sign === 'string' ? inert.replace(markup, sign) : inert.replace(markup, sign)),
    text,
  );
}
