import fc from 'fast-check';
import { inertText } from '../../src/domain/inert-text.ts';

/** Texts that break what escapes, counts or compares carelessly. */
const hostile = {
  html: '<script>alert(1)</script><b>bold</b> &amp; &lt;i&gt; </body>',
  markdown: '# Title\n* one\n* two\n[link](javascript:alert(1)) `code` **bold** \\_\n> quoted\n---',
  emoji: '👩‍👩‍👧‍👦 called 🏳️‍🌈 about 🇬🇧 𝒹𝓪𝓽𝓪',
  rightToLeft: 'العميل يريد \u202Eكشف الحساب\u202C — שלום',
  long: 'Zürich – ligne après ligne. '.repeat(400).slice(0, 10_000),
  quotes: `"quoted" 'single' \\ back\\slash %00 %2B $$ {env} {{mustache}}`,
  controls: 'tab\there\u0000nul \uD800 half a pair \r\n second line',
  spaced: '  leading and trailing \n',
} as const;

type HostileName = keyof typeof hostile;

/** A hostile text by its name, so that a counterexample is read at a glance; or any text at all. */
export type AnyText = HostileName | { text: string };

const names = Object.keys(hostile) as HostileName[];
const visible = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => shownText(text) !== '');

export const anyText: fc.Arbitrary<AnyText> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: visible.map((text) => ({ text })) },
);

export function textOf(text: AnyText): string {
  return typeof text === 'string' ? hostile[text] : text.text;
}

/** A text from Aircall as Front shows it: no NUL, no halves of pairs, nothing around it, no markup. */
export function shownText(text: string): string {
  return inertText(text.replaceAll('\0', '').toWellFormed());
}
