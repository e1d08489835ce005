import { createContext, useContext } from 'react';
import type { Texts } from '../../texts/text-types.ts';
import type { createBackend } from './backend.ts';
import type { createMoments } from './moments.ts';

/** What all parts of the page share; it never changes. */
interface Page {
  texts: Texts['pluginPage'];
  moments: ReturnType<typeof createMoments>;
  backend: ReturnType<typeof createBackend>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('usePage needs a PageContext');
  return page;
}
