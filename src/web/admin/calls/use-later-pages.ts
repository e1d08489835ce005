import { useEffect, useRef, useState } from 'react';
import type { CallPage } from '../../../adapters/ledger/query-types.ts';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { fetchJson, Problem } from '../../shared/fetch-json.ts';

/** The first page of calls, with the address it came from. */
export interface FirstPage extends CallPage {
  address: string;
}

/** The pages loaded after the first. */
interface LaterPages {
  calls: LedgerCall[];
  /** Cursor of the next page; null after the last. */
  next: string | null;
  problem: Problem | null;
  loading: boolean;
  showMore: () => Promise<void>;
}

interface Kept {
  /** The first page that these calls follow. */
  first: FirstPage;
  calls: LedgerCall[];
  next: string | null;
  problem: Problem | null;
  loading: boolean;
}

/** @param address of the list that is shown or loading: when it or the first page changes, later pages are dropped */
export function useLaterPages(first: FirstPage | null, address: string): LaterPages {
  const [kept, setKept] = useState<Kept | null>(null);
  const inFlight = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      inFlight.current?.abort();
      setKept(null);
    },
    [first, address],
  );

  const current = kept !== null && kept.first === first && first.address === address ? kept : null;
  const { calls, next, problem, loading } = current ?? {
    calls: [],
    next: first !== null && first.address === address ? first.next : null,
    problem: null,
    loading: false,
  };
  const showMore = async (): Promise<void> => {
    if (first === null || next === null || loading) return;
    const abort = new AbortController();
    inFlight.current = abort;
    const before = { first, calls, next, problem: null, loading: false };
    setKept({ ...before, loading: true });
    try {
      const page = await fetchJson<CallPage>(`${address}&after=${encodeURIComponent(next)}`, { signal: abort.signal });
      if (!abort.signal.aborted) setKept({ ...before, calls: [...calls, ...page.calls], next: page.next });
    } catch (error) {
      if (abort.signal.aborted) return;
      setKept({ ...before, problem: error instanceof Problem ? error : new Problem(0, String(error)) });
    }
  };
  return { calls, next, problem, loading, showMore };
}
