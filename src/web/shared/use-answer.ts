import { useCallback, useEffect, useState } from 'react';
import { Problem } from './fetch-json.ts';

/** A request's state. While it is repeated, the earlier answer stays. */
interface Asked<Answer> {
  answer: Answer | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

/**
 * Asks when the component mounts and whenever `key` changes; an answer to an earlier key is dropped.
 * @param key identifies the request; null asks nothing
 */
export function useAnswer<Answer>(
  key: string | null,
  ask: (key: string, signal: AbortSignal) => Promise<Answer>,
): Asked<Answer> {
  const [attempt, setAttempt] = useState(0);
  const [kept, setKept] = useState<{ key: string; answer: Answer } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(key !== null);

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    setLoading(true);
    const load = async (): Promise<void> => {
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
    void load();
    return () => abort.abort();
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { answer: kept === null || key === null ? null : kept.answer, problem, loading, reload };
}
