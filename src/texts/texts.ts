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

/**
 * @param name as `<html lang>` has it
 * @throws {RangeError} if it is not one of `languages`
 */
export function toLanguage(name: string): Language {
  const language = languages.find((known) => known === name);
  if (language === undefined) throw new RangeError(`No texts in "${name}": Callthread has ${languages.join(', ')}.`);
  return language;
}
