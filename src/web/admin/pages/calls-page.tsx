import { useEffect, useState } from 'react';
import { fetchJson } from '../../shared/fetch-json.ts';
import { Problem } from '../../shared/problem.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import type { Call, CallPage } from '../api-types.ts';
import { usePage } from '../page-context.ts';
import { CallFilters } from '../parts/call-filters.tsx';
import { CallTable } from '../parts/call-table.tsx';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useQuery } from '../use-query.ts';

const pageSize = 50;
const fetchPage = (address: string, signal?: AbortSignal): Promise<CallPage> =>
  fetchJson<CallPage>(address, signal === undefined ? {} : { signal });

/** The calls that the ledger has, newest first. */
export function CallsPage() {
  const { texts, format, me } = usePage();
  const { text } = useQuery();
  const address = `/api/calls?limit=${pageSize}${text === '' ? '' : `&${text}`}`;
  const first = useAnswer(me.ledger ? address : null, fetchPage);
  const [later, setLater] = useState<{ address: string; calls: Call[]; next: string | null } | null>(null);
  const [moreProblem, setMoreProblem] = useState<Problem | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  useEffect(() => {
    setLater(null);
    setMoreProblem(null);
  }, [first.answer]);

  const calls = [...(first.answer?.calls ?? []), ...(later?.calls ?? [])];
  const next = later === null ? (first.answer?.next ?? null) : later.next;
  const showMore = async (): Promise<void> => {
    if (next === null || loadingMore) return;
    setLoadingMore(true);
    try {
      const page = await fetchPage(`${address}&after=${encodeURIComponent(next)}`);
      setLater({ address, calls: [...(later?.calls ?? []), ...page.calls], next: page.next });
      setMoreProblem(null);
    } catch (error) {
      setMoreProblem(error instanceof Problem ? error : new Problem(0, String(error)));
    }
    setLoadingMore(false);
  };

  return (
    <>
      <PageTitle title={texts.calls.title} />
      {me.ledger ? null : <p className="notice notice-warn">{texts.problem.noLedger}</p>}
      {me.ledger ? <CallFilters /> : null}
      {first.problem === null ? null : (
        <ProblemNotice
          problem={first.problem}
          texts={texts}
          onRetry={first.reload}
          unavailable={texts.problem.ledgerAway}
        />
      )}
      {first.answer === null && first.loading ? <Loading texts={texts} /> : null}
      {first.answer === null || first.problem !== null ? null : (
        <section
          aria-label={texts.calls.title}
          aria-busy={first.loading}
          className={first.loading ? 'stale' : undefined}
        >
          {calls.length === 0 ? (
            <p className="empty">{text === '' ? texts.calls.emptyAtAll : texts.calls.empty}</p>
          ) : (
            <CallTable calls={calls} />
          )}
          <div className="below-list">
            <p className="muted" role="status">
              {calls.length === 0 ? '' : texts.calls.shown(format.number(calls.length))}
            </p>
            {next === null ? null : (
              <button type="button" className="button" onClick={() => void showMore()} aria-disabled={loadingMore}>
                {loadingMore ? texts.common.loading : texts.calls.more}
              </button>
            )}
          </div>
          {moreProblem === null ? null : <ProblemNotice problem={moreProblem} texts={texts} />}
        </section>
      )}
    </>
  );
}
