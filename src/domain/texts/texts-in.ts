import type { Language } from '../language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Texts } from './texts.ts';

const tables: Record<Language, Texts> = { en, fr };

export function textsIn(language: Language): Texts {
  return tables[language];
}
