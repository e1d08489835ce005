import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '../shared/problem.ts';
import type { LinesAnswer } from './backend/answers.ts';
import { usePage } from './page-context.ts';
import { toProblem } from './to-problem.ts';

interface Lines {
  lines: LinesAnswer['lines'];
  /** 409: this teammate cannot call at all, and the message says why. */
  problem: Problem | null;
  reload: () => void;
}

/** The lines that this teammate may call from, the one last called from first. */
export function useLines(): Lines {
  const { backend } = usePage();
  const [lines, setLines] = useState<LinesAnswer['lines']>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = useCallback(async () => {
    try {
      setLines((await backend.ask<LinesAnswer>('lines')).lines);
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error));
    }
  }, [backend]);
  useEffect(() => void load(), [load]);
  return { lines, problem, reload: () => void load() };
}
