import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/** The address's parameters as a page's state: filters can be sent to a colleague, and the back button undoes them. */
export interface Query {
  get: (name: string) => string;
  /** Sets some, and leaves the others; an empty text takes one off. */
  set: (changes: Record<string, string>) => void;
  clear: () => void;
  /** As it stands in the address, without the question mark. */
  text: string;
}

export function useQuery(): Query {
  const text = useSearch();
  const [path, navigate] = useLocation();
  const params = useMemo(() => new URLSearchParams(text), [text]);
  const set = useCallback(
    (changes: Record<string, string>) => {
      const next = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name);
        else next.set(name, value);
      }
      const written = next.toString();
      navigate(written === '' ? path : `${path}?${written}`);
    },
    [text, path, navigate],
  );
  return { get: (name) => params.get(name) ?? '', set, clear: () => navigate(path), text };
}
