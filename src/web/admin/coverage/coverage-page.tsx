import type { CoverageRow } from '../../../adapters/ledger/query-types.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { presetDays } from '../ui/days.ts';
import { usePage } from '../page-context.ts';
import { CoverageMatrix } from './coverage-matrix.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PeriodFields } from '../ui/fields.tsx';
import { ReconcileBox } from './reconcile-box.tsx';
import { Tile } from '../ui/tile.tsx';
import { type Coverage, sumRows } from './coverage.ts';
import { useQuery } from '../ui/use-query.ts';

const fetchCoverage = (address: string, signal: AbortSignal): Promise<Coverage> =>
  fetchJson<Coverage>(address, { signal });

/** Calls in Aircall compared with calls in Front. */
export function CoveragePage() {
  const { texts, me } = usePage();
  const text = texts.coverage;
  const query = useQuery();
  const defaults = presetDays('week', me.today);
  const from = query.get('from') || defaults.from;
  const to = query.get('to') || defaults.to;
  const address = `/api/coverage?${new URLSearchParams({ from, to }).toString()}`;
  const { answer, problem, loading, reload } = useAnswer(me.ledger ? address : null, fetchCoverage);
  return (
    <>
      <PageTitle title={text.title} lead={text.lead} />
      {me.ledger ? null : <p className="notice notice-warn">{texts.problem.noLedger}</p>}
      <div className="card filters">
        <div className="fields">
          <PeriodFields from={from} to={to} onChange={query.set} />
        </div>
        <ReconcileBox key={`${from}${to}`} from={from} to={to} onDone={reload} />
      </div>
      {problem === null ? null : (
        <ProblemNotice problem={problem} texts={texts} onRetry={reload} unavailable={texts.problem.ledgerAway} />
      )}
      {answer === null && loading ? <Loading texts={texts} /> : null}
      {answer === null || problem !== null ? null : (
        <div aria-busy={loading} className={loading ? 'stale' : undefined}>
          {answer.rows.length === 0 ? <p className="empty">{text.empty}</p> : <Figures rows={answer.rows} />}
        </div>
      )}
    </>
  );
}

function Figures({ rows }: { rows: CoverageRow[] }) {
  const { texts, format } = usePage();
  const text = texts.coverage;
  const all = sumRows(rows);
  const missing = format.number(all.missing);
  return (
    <>
      <p className={`notice notice-${all.missing === 0 ? 'good' : 'bad'}`}>
        {all.missing === 0 ? text.complete : text.missingTotal(missing)}
      </p>
      <dl className="tiles">
        <Tile name={text.aircall} value={format.number(all.aircall)} />
        <Tile name={text.front} value={format.number(all.front)} />
        <Tile name={text.left} value={format.number(all.left)} />
        <Tile name={text.parked} value={format.number(all.parked)} {...(all.parked > 0 ? { tone: 'bad' } : {})} />
        <Tile name={text.missing} value={missing} {...(all.missing > 0 ? { tone: 'bad' } : {})} />
      </dl>
      <CoverageMatrix rows={rows} />
    </>
  );
}
