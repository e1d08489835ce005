import { en } from './en/en.ts';
import { fr } from './fr/fr.ts';
import type { Texts } from './text-types.ts';

/** To add a language, add its folder and its line here; the compiler names missing texts. */
const tables = { en, fr } satisfies Record<string, Texts>;

export type Language = keyof typeof tables;
export const languages = Object.keys(tables) as Language[];

export function textsIn(language: Language): Texts {
  return tables[language];
}

/** In every language: what is in Front may have been written in another one than is configured now. */
export const allEntryTexts = languages.map((language) => tables[language].entries);

/**
 * @param name as `<html lang>` has it
 * @throws {RangeError} if it is not one of `languages`
 */
export function toLanguage(name: string): Language {
  const language = languages.find((known) => known === name);
  if (language === undefined) throw new RangeError(`No texts in "${name}": Callthread has ${languages.join(', ')}.`);
  return language;
}
