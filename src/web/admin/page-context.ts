import { createContext, useContext } from 'react';
import type { Texts } from '../../texts/text-types.ts';
import type { Language } from '../../texts/texts.ts';
import type { createFormat } from './format.ts';

export interface Me {
  language: Language;
  timezone: string;
  version: string;
  /** YYYY-MM-DD in `timezone`. */
  today: string;
  ledger: boolean;
  /** Qualification → its name in Front's entries. */
  qualification: Record<string, string>;
}

/** What all pages share. */
interface PageContextValue {
  me: Me;
  texts: Texts['admin'];
  format: ReturnType<typeof createFormat>;
}

export const PageContext = createContext<PageContextValue | null>(null);

export function usePage(): PageContextValue {
  const value = useContext(PageContext);
  if (value === null) throw new Error('usePage needs a PageContext');
  return value;
}
