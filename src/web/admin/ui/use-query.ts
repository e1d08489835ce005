import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/** Page state kept in the URL's query: filters can be shared as a link, and the back button undoes them. */
interface Query {
  get: (name: string) => string;
  /** Sets these and keeps the others; an empty string removes one. */
  set: (changes: Record<string, string>) => void;
  clear: () => void;
  /** The query without its question mark. */
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
