import type { Language } from '../../../domain/language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { PluginTexts } from './plugin-texts.ts';

const tables: Record<Language, PluginTexts> = { en, fr };

export function pluginTextsIn(language: Language): PluginTexts {
  return tables[language];
}
