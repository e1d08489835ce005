import type { CallPage } from '../../../adapters/ledger/query-types.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { useQuery } from '../ui/use-query.ts';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';
import { type FirstPage, useLaterPages } from './use-later-pages.ts';

const pageSize = 50;
const fetchPage = async (address: string, signal: AbortSignal): Promise<FirstPage> => ({
  ...(await fetchJson<CallPage>(address, { signal })),
  address,
});

/** All calls of the ledger, newest first. */
export function CallsPage() {
  const { texts, format, me } = usePage();
  const { text } = useQuery();
  const address = `/api/calls?limit=${pageSize}${text === '' ? '' : `&${text}`}`;
  const first = useAnswer(me.ledger ? address : null, fetchPage);
  const later = useLaterPages(first.answer, address);
  const calls = [...(first.answer?.calls ?? []), ...later.calls];

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
            {later.next === null ? null : (
              <button
                type="button"
                className="button"
                onClick={() => void later.showMore()}
                aria-disabled={later.loading}
              >
                {later.loading ? texts.common.loading : texts.calls.more}
              </button>
            )}
          </div>
          {later.problem === null ? null : <ProblemNotice problem={later.problem} texts={texts} />}
        </section>
      )}
    </>
  );
}
