import { createContext, useContext } from 'react';
import type { AdminTexts } from '../../texts/text-types.ts';
import type { Language } from '../../texts/texts.ts';
import type { Format } from './format.ts';

export interface Me {
  language: Language;
  timezone: string;
  version: string;
  /** YYYY-MM-DD, in the zone. */
  today: string;
  ledger: boolean;
  /** Kinds of call, as Front's entries call them. */
  qualification: Record<string, string>;
}

/** What every page goes by. */
export interface PageContextValue {
  me: Me;
  texts: AdminTexts;
  format: Format;
}

export const PageContext = createContext<PageContextValue | null>(null);

export function usePage(): PageContextValue {
  const value = useContext(PageContext);
  if (value === null) throw new Error('A page stands outside of the App.');
  return value;
}
