import { useEffect, useState } from 'react';
import { fetchJson, Problem } from '../../shared/fetch-json.ts';
import { daysBetween } from '../ui/days.ts';
import { usePage } from '../page-context.ts';
import { problemText } from '../ui/problem-notice.tsx';

interface ReconcileRun {
  id: string;
  status: 'running' | 'done' | 'failed';
  outcome?: {
    counts: { total: number; seen: number; started: number };
    webhook: { status: string; notes: string[] };
  } | null;
  message?: string;
  remedy?: string | null;
}

const pollMs = 1000;
/** The API's limit. */
const maxDays = 7;

interface Props {
  from: string;
  to: string;
  onDone: () => void;
}

/** Starts a comparison with Aircall's list of calls, and shows its progress and result. */
export function ReconcileBox({ from, to, onDone }: Props) {
  const { texts, format } = usePage();
  const text = texts.coverage;
  const [run, setRun] = useState<ReconcileRun | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [starting, setStarting] = useState(false);
  const busy = starting || run?.status === 'running';

  useEffect(() => {
    if (run?.status !== 'running') return;
    const abort = new AbortController();
    const poll = async (id: string): Promise<void> => {
      try {
        const address = `/api/coverage/reconcile?${new URLSearchParams({ id }).toString()}`;
        const next = await fetchJson<ReconcileRun>(address, { signal: abort.signal });
        setRun(next);
        if (next.status === 'done') onDone();
      } catch (error) {
        if (abort.signal.aborted) return;
        setProblem(toProblem(error));
        setRun(null);
      }
    };
    const timer = setTimeout(() => void poll(run.id), pollMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [run, onDone]);

  const start = async (): Promise<void> => {
    if (busy) return;
    setStarting(true);
    setProblem(null);
    setRun(null);
    try {
      const { id } = await fetchJson<{ id: string }>('/api/coverage/reconcile', { body: { from, to } });
      setRun({ id, status: 'running', outcome: null });
    } catch (error) {
      setProblem(toProblem(error));
    }
    setStarting(false);
  };

  const counts = run?.outcome?.counts;
  if (daysBetween(from, to).length > maxDays) return <TooLong from={from} to={to} />;
  return (
    <div className="reconcile">
      <div className="actions">
        <button type="button" className="button button-primary" aria-disabled={busy} onClick={() => void start()}>
          {text.reconcile}
        </button>
        <span className="muted">{text.reconcileHint}</span>
      </div>
      {run?.status === 'running' && counts !== undefined && counts.total > 0 ? (
        <progress max={counts.total} value={Math.min(counts.seen, counts.total)} aria-label={text.running} />
      ) : null}
      <div aria-live="polite">
        {run?.status !== 'running' ? null : (
          <p className="muted">
            {counts === undefined
              ? text.waiting
              : text.progress(format.number(counts.seen), format.number(counts.total))}
          </p>
        )}
        {run?.status === 'done' && counts !== undefined ? (
          <p className="notice notice-good">
            {text.done(format.number(counts.seen), format.number(counts.started))} {text.webhook}{' '}
            <span lang="en">{[run.outcome?.webhook.status, ...(run.outcome?.webhook.notes ?? [])].join('; ')}.</span>
          </p>
        ) : null}
        {run?.status !== 'failed' ? null : (
          <p className="notice notice-bad">
            {text.failed} <span lang="en">{[run.message, run.remedy].filter(Boolean).join(' ')}</span>
          </p>
        )}
        {problem === null ? null : (
          <p className="notice notice-bad">{problemText(problem, texts, texts.problem.temporal)}</p>
        )}
      </div>
    </div>
  );
}

/** Missing calls are logged like live ones: too many at once would swamp the team. */
function TooLong({ from, to }: Pick<Props, 'from' | 'to'>) {
  const { texts, format, me } = usePage();
  // The command reads bare days as days of UTC, so it gets times.
  const first = startOfDay(from, me.timezone);
  const last = startOfDay(to, me.timezone, 1) - 1000;
  return (
    <div className="reconcile">
      <p className="muted">
        {texts.coverage.tooLong(format.number(maxDays))}{' '}
        <code>
          callthread backfill --from {toTime(first)} --to {toTime(last)}
        </code>
      </p>
    </div>
  );
}

/** @returns UNIX milliseconds of the first moment of a day, or of so many days after it, in a time zone */
function startOfDay(day: string, timezone: string, daysAfter = 0): number {
  const midnight = new Date(`${day}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() + daysAfter);
  // Sweden's format is ISO 8601, but for the letter between date and time.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  const offset = (ms: number): number => Date.parse(`${format.format(ms).replace(' ', 'T')}Z`) - ms;
  const near = midnight.getTime() - offset(midnight.getTime());
  return midnight.getTime() - offset(near);
}

/** As the command reads it, in UTC. */
function toTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000', '');
}

function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(500, String(error));
}
