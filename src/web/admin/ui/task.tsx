import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../shared/fetch-json.ts';
import { usePage } from '../page-context.ts';
import { problemText } from './problem-notice.tsx';

/** An action that a person starts: one at a time, with its result. */
interface Task {
  busy: boolean;
  result: TaskResult | null;
  /** @param work resolves to the message to show; a `Problem` is shown in the page's language */
  run: (work: () => Promise<string>) => Promise<void>;
}

/** @param unavailable what a 503 means */
export function useTask(unavailable: string): Task {
  const { texts } = usePage();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<TaskResult | null>(null);
  return {
    busy,
    result,
    async run(work) {
      if (busy) return;
      setBusy(true);
      setResult(null);
      try {
        setResult({ kind: 'good', text: await work() });
      } catch (error) {
        const problem = error instanceof Problem ? error : new Problem(500, String(error));
        setResult({ kind: 'bad', text: problemText(problem, texts, unavailable) });
      }
      setBusy(false);
    },
  };
}

interface TaskResult {
  kind: 'good' | 'bad';
  text: string;
}

/** The result of an action; screen readers announce it. */
export function Outcome({ result }: { result: TaskResult | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [result]);
  return (
    <div aria-live="polite" ref={box}>
      {result === null ? null : <p className={`notice notice-${result.kind}`}>{result.text}</p>}
    </div>
  );
}
