import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../shared/problem.ts';
import type { HistoryAnswer } from './backend/answers.ts';
import { nextLook } from './next-look.ts';
import { usePage } from './page-context.ts';
import { toProblem } from './to-problem.ts';

export interface HistoryState {
  answer: HistoryAnswer | null;
  /** How far the server's clock is ahead of this machine's, in seconds. */
  clockAheadSeconds: number;
  problem: Problem | null;
  reload: () => void;
}

/** The calls of these numbers, looked at again while the page is seen: soon when something is awaited, else now and then. */
export function useHistory(numbers: string[]): HistoryState {
  const { backend } = usePage();
  const [answer, setAnswer] = useState<HistoryAnswer | null>(null);
  const [clockAheadSeconds, setClockAhead] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  const asked = numbers.join('\n');

  const load = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const got = await backend.ask<HistoryAnswer>('history', { numbers: asked.split('\n') });
      if (turn.current !== mine) return;
      setAnswer(got);
      setClockAhead(got.nowSeconds - Date.now() / 1000);
      setProblem(null);
    } catch (error) {
      if (turn.current === mine) setProblem(toProblem(error));
    }
  }, [backend, asked]);

  useEffect(() => {
    void load();
    return () => {
      turn.current += 1;
    };
  }, [load]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void load();
    };
    document.addEventListener('visibilitychange', look);
    const timer = setTimeout(look, nextLook(answer) * 1000);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
    };
  }, [load, answer, problem]);

  return { answer, clockAheadSeconds, problem, reload: () => void load() };
}
