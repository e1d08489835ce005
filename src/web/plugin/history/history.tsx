import { Skeleton } from '@frontapp/ui-kit';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallbackView, HistoryAnswer } from '../../../http/plugin/answers.ts';
import type { Problem } from '../../shared/fetch-json.ts';
import { toProblem } from '../backend.ts';
import { Notice } from '../notice.tsx';
import { usePage } from '../page-context.ts';
import { CallItem } from './call-item.tsx';

interface HistoryProps {
  numbers: string[];
  /** Reports the callbacks that are open for them. */
  onCallbacks: (callbacks: CallbackView[]) => void;
}

/** The calls with any of these numbers, newest first. */
export function History({ numbers, onCallbacks }: HistoryProps) {
  const { texts } = usePage();
  const { answer, clockAheadSeconds, problem, reload } = useHistory(numbers);
  const callbacks = answer?.callbacks;
  useEffect(() => onCallbacks(callbacks ?? []), [callbacks, onCallbacks]);
  return (
    <section aria-labelledby="calls" className="history">
      <h2 id="calls">{texts.calls}</h2>
      {problem === null ? null : (
        <Notice kind="problem" onRetry={reload}>
          {problem.status === 0 ? texts.unreachable : problem.message}
        </Notice>
      )}
      {answer === null && problem === null ? (
        <div role="status">
          <span className="visually-hidden">{texts.loading}</span>
          <Skeleton height={48} className="skeleton" />
          <Skeleton height={48} className="skeleton" />
        </div>
      ) : null}
      {answer !== null && !answer.kept ? <Notice>{texts.historyOff}</Notice> : null}
      {answer?.kept && answer.calls.length === 0 ? <Notice>{texts.noCalls}</Notice> : null}
      <ul>
        {answer?.calls.map((call) => (
          <CallItem key={call.id} call={call} showNumber={numbers.length > 1} clockAheadSeconds={clockAheadSeconds} />
        ))}
      </ul>
    </section>
  );
}

interface HistoryState {
  answer: HistoryAnswer | null;
  /** How far the server's clock is ahead of this machine's. */
  clockAheadSeconds: number;
  problem: Problem | null;
  reload: () => void;
}

/** The calls with these numbers. Polls while the page is visible, faster while media is pending. */
function useHistory(numbers: string[]): HistoryState {
  const { backend } = usePage();
  const [answer, setAnswer] = useState<HistoryAnswer | null>(null);
  const [clockAheadSeconds, setClockAhead] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(0);
  const asked = numbers.join('\n');

  const load = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const got = await backend.ask<HistoryAnswer>('history', { numbers: asked.split('\n') });
      if (latest.current !== mine) return;
      setAnswer(got);
      setClockAhead(got.nowSeconds - Date.now() / 1000);
      setProblem(null);
    } catch (error) {
      if (latest.current === mine) setProblem(toProblem(error));
    }
  }, [backend, asked]);

  useEffect(() => {
    void load();
    return () => {
      latest.current += 1;
    };
  }, [load]);

  useEffect(() => {
    const poll = () => {
      if (document.visibilityState === 'visible') void load();
    };
    document.addEventListener('visibilitychange', poll);
    const timer = setTimeout(poll, nextPollSeconds(answer) * 1000);
    return () => {
      document.removeEventListener('visibilitychange', poll);
      clearTimeout(timer);
    };
  }, [load, answer, problem]);

  return { answer, clockAheadSeconds, problem, reload: () => void load() };
}

const slowPollSeconds = 60;
const fastPollSeconds = 15;
/** Callthread needs a moment to notice new media. */
const afterDueSeconds = 2;

/** @returns the seconds until the next poll */
function nextPollSeconds(answer: HistoryAnswer | null): number {
  const awaited = answer?.calls.flatMap((call) => call.awaited) ?? [];
  if (answer === null || awaited.length === 0) return slowPollSeconds;
  const due = awaited
    .map(({ dueAtSeconds }) => (dueAtSeconds ?? 0) - answer.nowSeconds + afterDueSeconds)
    .filter((seconds) => seconds > 0);
  return Math.min(fastPollSeconds, ...due);
}
