import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../shared/problem.ts';
import type { CallDetails } from './backend/answers.ts';
import { usePage } from './page-context.ts';
import { toProblem } from './to-problem.ts';

interface Details {
  details: CallDetails | null;
  problem: Problem | null;
  reload: () => void;
}

/** @param known what the history says there is: when that changes, there is more to be had */
export function useDetails(callId: number, number: string, known: string): Details {
  const { backend } = usePage();
  const [details, setDetails] = useState<CallDetails | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  const load = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const got = await backend.ask<CallDetails>(`calls/${callId}`, { number });
      if (turn.current !== mine) return;
      setDetails(got);
      setProblem(null);
    } catch (error) {
      if (turn.current === mine) setProblem(toProblem(error));
    }
  }, [backend, callId, number]);
  useEffect(() => void load(), [load, known]);
  return { details, problem, reload: () => void load() };
}
