import { useCallback, useEffect, useState } from 'react';
import { Problem } from './fetch-json.ts';

/** How something that was asked for stands. While it is asked for again, what was there stays. */
export interface Asked<Answer> {
  answer: Answer | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

/**
 * Asks when a component is there, and again whenever `key` changes; an answer that comes too late is dropped.
 * @param key what is asked for; null asks nothing
 */
export function useAnswer<Answer>(
  key: string | null,
  ask: (key: string, signal: AbortSignal) => Promise<Answer>,
): Asked<Answer> {
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState<{ key: string; answer: Answer } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(key !== null);

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    setLoading(true);
    const settle = async (): Promise<void> => {
      try {
        const answer = await ask(key, abort.signal);
        if (abort.signal.aborted) return;
        setKept({ key, answer });
        setProblem(null);
      } catch (error) {
        if (abort.signal.aborted) return;
        setProblem(error instanceof Problem ? error : new Problem(0, String(error)));
      }
      setLoading(false);
    };
    void settle();
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { answer: kept === null || key === null ? null : kept.answer, problem, loading, reload };
}
