import type { Language } from '../../texts/texts.ts';

/** Picks the wording of the demo's language: the demo's own words and those it expects in Front, both written by hand. */
export type Say = (english: string, french: string) => string;

export function sayIn(language: Language): Say {
  return (en, fr) => ({ en, fr })[language];
}
