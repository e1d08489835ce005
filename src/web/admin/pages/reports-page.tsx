import type { ReportGrouping } from '../../../adapters/ledger/ledger.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import type { Choices, ReportAnswer } from '../api-types.ts';
import { ReportCard } from '../charts/report-card.tsx';
import { presetDays } from '../days.ts';
import { usePage } from '../page-context.ts';
import { fetchChoices } from '../parts/call-filters.tsx';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PeriodFields } from '../parts/period-fields.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { ReportTiles } from '../parts/report-tiles.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useQuery } from '../use-query.ts';

const groupings: ReportGrouping[] = ['day', 'hour', 'line', 'agent', 'qualification'];
const fetchReport = (address: string, signal: AbortSignal): Promise<ReportAnswer> =>
  fetchJson<ReportAnswer>(address, { signal });

/** The conversations that came in for the team in a chosen time. */
export function ReportsPage() {
  const { texts, me } = usePage();
  const text = texts.reports;
  const query = useQuery();
  const usual = presetDays('month', me.today);
  const from = query.get('from') || usual.from;
  const to = query.get('to') || usual.to;
  const wanted = new URLSearchParams({ from, to });
  for (const name of ['direction', 'line', 'agent']) {
    if (query.get(name) !== '') wanted.set(name, query.get(name));
  }
  const { answer, problem, loading, reload } = useAnswer(
    me.ledger ? `/api/report?${wanted.toString()}` : null,
    fetchReport,
  );
  return (
    <>
      <PageTitle title={text.title} lead={text.lead}>
        {answer === null || problem !== null ? null : (
          <a className="button" href={`/api/report.csv?${wanted.toString()}`} download>
            {text.csv}
          </a>
        )}
      </PageTitle>
      {me.ledger ? (
        <ReportFilters from={from} to={to} />
      ) : (
        <p className="notice notice-warn">{texts.problem.noLedger}</p>
      )}
      {problem === null ? null : (
        <ProblemNotice problem={problem} texts={texts} onRetry={reload} unavailable={texts.problem.ledgerAway} />
      )}
      {answer === null && loading ? <Loading texts={texts} /> : null}
      {answer === null || problem !== null ? null : (
        <div aria-busy={loading} className={loading ? 'stale' : undefined}>
          <ReportTiles total={answer.total} />
          {answer.total.calls === 0 ? (
            <p className="empty">{text.empty}</p>
          ) : (
            <div className="charts">
              {groupings.map((grouping) => (
                <ReportCard key={grouping} grouping={grouping} report={answer} />
              ))}
            </div>
          )}
        </div>
      )}
    </>
  );
}

function ReportFilters({ from, to }: { from: string; to: string }) {
  const { texts, format } = usePage();
  const query = useQuery();
  const { answer: choices } = useAnswer<Choices>('/api/choices', fetchChoices);
  const { directions } = texts.reports;
  const named = (list: Array<{ id: number; name: string }> = []): Array<[string, string]> =>
    list.map(({ id, name }): [string, string] => [String(id), name]).toSorted(([, a], [, b]) => format.compare(a, b));
  return (
    <div className="card filters">
      <div className="fields">
        <PeriodFields from={from} to={to} onChange={query.set} />
        <SelectField
          label={texts.calls.direction}
          value={query.get('direction') || 'inbound'}
          options={[
            ['inbound', directions.inbound],
            ['outbound', directions.outbound],
            ['inbound,outbound', directions.both],
          ]}
          onChange={(direction) => query.set({ direction })}
        />
        <SelectField
          label={texts.calls.line}
          value={query.get('line')}
          options={named(choices?.lines)}
          all={texts.common.all}
          onChange={(line) => query.set({ line })}
        />
        <SelectField
          label={texts.calls.agent}
          value={query.get('agent')}
          options={named(choices?.agents)}
          all={texts.common.all}
          onChange={(agent) => query.set({ agent })}
        />
      </div>
    </div>
  );
}
