import { useEffect, useRef, useState } from 'react';
import type { CallPage } from '../../../adapters/ledger/ledger.ts';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { fetchJson, Problem } from '../../shared/fetch-json.ts';

/** A page of calls, with the address that it was asked by. */
export interface FirstPage extends CallPage {
  address: string;
}

/** The pages that were asked for beside the first. */
export interface LaterPages {
  calls: LedgerCall[];
  /** Where the next page begins; null after the last. */
  next: string | null;
  problem: Problem | null;
  loading: boolean;
  showMore: () => Promise<void>;
}

interface Kept {
  /** What these follow: nothing here belongs to any other first page. */
  first: FirstPage;
  calls: LedgerCall[];
  next: string | null;
  problem: Problem | null;
  loading: boolean;
}

/** @param address what the page shows or is about to: another one, or a first page anew, drops what is under way */
export function useLaterPages(first: FirstPage | null, address: string): LaterPages {
  const [kept, setKept] = useState<Kept | null>(null);
  const underWay = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      underWay.current?.abort();
      setKept(null);
    },
    [first, address],
  );

  const ofThese = kept !== null && kept.first === first && first.address === address ? kept : null;
  const { calls, next, problem, loading } = ofThese ?? {
    calls: [],
    next: first !== null && first.address === address ? first.next : null,
    problem: null,
    loading: false,
  };
  const showMore = async (): Promise<void> => {
    if (first === null || next === null || loading) return;
    const abort = new AbortController();
    underWay.current = abort;
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
