import type { ReportFigures, ReportGrouping } from '../../../adapters/ledger/query-types.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { presetDays } from '../ui/days.ts';
import { PeriodFields, SelectField } from '../ui/fields.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { Tile } from '../ui/tile.tsx';
import { useChoices } from '../ui/use-choices.ts';
import { useQuery } from '../ui/use-query.ts';
import type { ReportAnswer } from './bars.ts';
import { ReportCard } from './report-card.tsx';

const groupings: ReportGrouping[] = ['day', 'hour', 'line', 'agent', 'qualification'];
const fetchReport = (address: string, signal: AbortSignal): Promise<ReportAnswer> =>
  fetchJson<ReportAnswer>(address, { signal });

/** The team's calls and conversations in a period. */
export function ReportsPage() {
  const { texts, me } = usePage();
  const text = texts.reports;
  const query = useQuery();
  const defaults = presetDays('month', me.today);
  const from = query.get('from') || defaults.from;
  const to = query.get('to') || defaults.to;
  const params = new URLSearchParams({ from, to });
  for (const name of ['direction', 'line', 'agent']) {
    if (query.get(name) !== '') params.set(name, query.get(name));
  }
  const { answer, problem, loading, reload } = useAnswer(
    me.ledger ? `/api/report?${params.toString()}` : null,
    fetchReport,
  );
  return (
    <>
      <PageTitle title={text.title} lead={text.lead}>
        {answer === null || problem !== null ? null : (
          <a className="button" href={`/api/report.csv?${params.toString()}`} download>
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
  const { texts } = usePage();
  const query = useQuery();
  const choices = useChoices();
  const { directions } = texts.reports;
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
          options={choices.lines}
          all={texts.common.all}
          onChange={(line) => query.set({ line })}
        />
        <SelectField
          label={texts.calls.agent}
          value={query.get('agent')}
          options={choices.agents}
          all={texts.common.all}
          onChange={(agent) => query.set({ agent })}
        />
      </div>
    </div>
  );
}

/** The totals of a report. */
function ReportTiles({ total }: { total: ReportFigures }) {
  const { texts, format } = usePage();
  const text = texts.reports;
  const { calls, conversations, answered } = total;
  const some = <Value,>(there: boolean, note: Value): { note?: Value } => (there ? { note } : {});
  return (
    <dl className="tiles">
      <Tile name={text.conversations} value={format.number(conversations)} />
      <Tile name={text.calls} value={format.number(calls)} />
      <Tile
        name={text.share}
        value={format.share(calls === 0 ? null : answered / calls)}
        {...some(calls > 0, text.ofCalls(format.number(answered), format.number(calls)))}
      />
      <Tile name={text.timeToAnswer} value={format.duration(total.meanTimeToAnswerSeconds)} />
      <Tile
        name={text.talk}
        value={format.duration(total.totalTalkSeconds)}
        {...some(total.meanTalkSeconds !== null, text.mean(format.duration(total.meanTalkSeconds)))}
      />
      <Tile
        name={text.toFront}
        value={format.duration(total.medianToFrontSeconds)}
        {...some(total.p95ToFrontSeconds !== null, text.p95(format.duration(total.p95ToFrontSeconds)))}
      />
    </dl>
  );
}
