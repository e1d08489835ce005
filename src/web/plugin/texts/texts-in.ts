import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Texts } from './texts.ts';

/** @param language of the configuration, as `<html lang>` has it */
export function textsIn(language: string): Texts {
  return language === 'fr' ? fr : en;
}
