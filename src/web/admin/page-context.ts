import { createContext, useContext } from 'react';
import type { AdminTexts } from '../../texts/text-types.ts';
import type { Me } from './api-types.ts';
import type { Format } from './format.ts';

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
