import { createContext, useContext } from 'react';
import type { Me } from './api-types.ts';
import type { Format } from './format.ts';
import type { Texts } from './texts/texts.ts';

/** What every page goes by. */
export interface PageContextValue {
  me: Me;
  texts: Texts;
  format: Format;
}

export const PageContext = createContext<PageContextValue | null>(null);

export function usePage(): PageContextValue {
  const value = useContext(PageContext);
  if (value === null) throw new Error('A page stands outside of the App.');
  return value;
}
