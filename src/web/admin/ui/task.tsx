import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../shared/fetch-json.ts';
import { usePage } from '../page-context.ts';
import { problemText } from './problem-notice.tsx';

/** Something that a person has begun: one at a time, with what has become of it. */
export interface Task {
  busy: boolean;
  said: Said | null;
  /** @param work resolves to what is to be said; a `Problem` is said in the page's words */
  run: (work: () => Promise<string>) => Promise<void>;
}

/** @param unavailable what a 503 means */
export function useTask(unavailable: string): Task {
  const { texts } = usePage();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  return {
    busy,
    said,
    async run(work) {
      if (busy) return;
      setBusy(true);
      setSaid(null);
      try {
        setSaid({ kind: 'good', text: await work() });
      } catch (error) {
        const problem = error instanceof Problem ? error : new Problem(500, String(error));
        setSaid({ kind: 'bad', text: problemText(problem, texts, unavailable) });
      }
      setBusy(false);
    },
  };
}

export interface Said {
  kind: 'good' | 'bad';
  text: string;
}

/** What has become of what somebody did; it is read out by screen readers. */
export function Outcome({ said }: { said: Said | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return (
    <div aria-live="polite" ref={box}>
      {said === null ? null : <p className={`notice notice-${said.kind}`}>{said.text}</p>}
    </div>
  );
}
