import { useId, useState } from 'react';
import type { CallbackList, CallbackReport, CallbackRow } from '../../../adapters/ledger/query-types.ts';
import type { LedgerCallback } from '../../../domain/callbacks/debt.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { BarsChart } from '../reports/bars-chart.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { daysBetween, presetDays } from '../ui/days.ts';
import { PeriodFields } from '../ui/fields.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { FiguresTable } from '../ui/tables.tsx';
import { Outcome, useTask } from '../ui/task.tsx';
import { Tile } from '../ui/tile.tsx';
import { useQuery } from '../ui/use-query.ts';
import { CallbackTable } from './callback-table.tsx';

type Answer = CallbackReport & CallbackList & { from: string; to: string };
const fetchCallbacks = (address: string, signal: AbortSignal): Promise<Answer> =>
  fetchJson<Answer>(address, { signal });
/** The workflow closes a moment after it is skipped. */
const catchUpMs = 1500;

/** Missed calls until someone reaches the caller. */
export function CallbacksPage() {
  const { texts, me, format } = usePage();
  const text = texts.callbacks;
  const query = useQuery();
  const defaults = presetDays('month', me.today);
  const from = query.get('from') || defaults.from;
  const to = query.get('to') || defaults.to;
  const period = new URLSearchParams({ from, to }).toString();
  const { answer, problem, loading, reload } = useAnswer(me.ledger ? `/api/callbacks?${period}` : null, fetchCallbacks);
  const task = useTask(texts.problem.temporal);
  const [toSkip, setToSkip] = useState<LedgerCallback | null>(null);
  const skip = ({ id }: LedgerCallback): void =>
    void task.run(async () => {
      await fetchJson(`/api/callbacks/${id}/skip`, { body: {} });
      setTimeout(reload, catchUpMs);
      return text.skipped;
    });
  const shown = problem === null ? answer : null;
  return (
    <>
      <PageTitle title={text.title} lead={text.lead}>
        {shown === null ? null : (
          <a className="button" href={`/api/callbacks.csv?${period}`} download>
            {texts.reports.csv}
          </a>
        )}
      </PageTitle>
      <Outcome result={task.result} />
      {me.ledger ? (
        <div className="card filters">
          <div className="fields">
            <PeriodFields from={from} to={to} onChange={query.set} />
          </div>
        </div>
      ) : (
        <p className="notice notice-warn">{texts.problem.noLedger}</p>
      )}
      {problem === null ? null : (
        <ProblemNotice problem={problem} texts={texts} onRetry={reload} unavailable={texts.problem.ledgerAway} />
      )}
      {answer === null && loading ? <Loading texts={texts} /> : null}
      {shown === null ? null : (
        <div aria-busy={loading} className={loading ? 'stale' : undefined}>
          <CallbackTiles answer={shown} />
          {shown.callbacks.length === 0 ? (
            <p className="empty">{text.empty}</p>
          ) : (
            <CallbackTable callbacks={shown.callbacks} busy={task.busy} onSkip={setToSkip} />
          )}
          {shown.more ? <p className="muted">{text.more(format.number(shown.callbacks.length))}</p> : null}
          {shown.total.callbacks === 0 ? null : (
            <div className="charts">
              <CallbackCard grouping="day" answer={shown} />
              <CallbackCard grouping="line" answer={shown} />
            </div>
          )}
        </div>
      )}
      {toSkip === null ? null : (
        <ConfirmDialog
          title={text.skipTitle}
          text={text.skipText}
          confirm={texts.call.skipConfirm}
          onConfirm={() => skip(toSkip)}
          onClose={() => setToSkip(null)}
        />
      )}
    </>
  );
}

function CallbackTiles({ answer }: { answer: Answer }) {
  const { texts, format } = usePage();
  const text = texts.callbacks;
  const { callbacks, open, overdue, reached, medianToReachSeconds } = answer.total;
  return (
    <dl className="tiles">
      <Tile name={text.opened} value={format.number(callbacks)} />
      <Tile name={text.openNow} value={format.number(open)} />
      <Tile name={text.overdue} value={format.number(overdue)} {...(overdue > 0 ? { tone: 'bad' } : {})} />
      <Tile name={text.share} value={format.share(callbacks === 0 ? null : reached / callbacks)} />
      <Tile name={text.median} value={format.duration(medianToReachSeconds)} />
    </dl>
  );
}

const maxDays = 400;
const maxBars = 12;

/** One grouping: a chart, and a table with the figures. */
function CallbackCard({ grouping, answer }: { grouping: 'day' | 'line'; answer: Answer }) {
  const { texts, format } = usePage();
  const text = texts.callbacks;
  const id = useId();
  const rows = answer.groups[grouping];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const keys =
    grouping === 'line' ? rows.slice(0, maxBars).map(({ key }) => key) : daysBetween(answer.from, answer.to, maxDays);
  const nameOf = (key: string): string => (grouping === 'day' ? format.day(key) : (byKey.get(key)?.label ?? key));
  const bars = keys.map((key) => {
    const { callbacks = 0, reached = 0 } = byKey.get(key) ?? {};
    return { key, name: nameOf(key), answered: reached, unanswered: callbacks - reached };
  });
  const figuresOf = (row: CallbackRow): string[] => [
    ...[row.callbacks, row.open, row.overdue, row.attempts, row.reached].map((figure) => format.number(figure)),
    format.share(row.callbacks === 0 ? null : row.reached / row.callbacks),
    format.duration(row.medianToReachSeconds),
  ];
  return (
    <section className={`card chart-card${grouping === 'day' ? ' chart-wide' : ''}`} aria-labelledby={id}>
      <h2 id={id}>{texts.reports.by[grouping]}</h2>
      <p className="legend" aria-hidden="true">
        <span className="swatch swatch-1" /> {text.reached}
        <span className="swatch swatch-2" /> {text.notReached}
      </p>
      <BarsChart
        bars={bars}
        upright={grouping === 'day'}
        axisName={({ key, name }) => (grouping === 'day' ? format.shortDay(key) : name)}
        parts={[text.reached, text.notReached]}
      />
      <details>
        <summary>{texts.reports.table}</summary>
        <FiguresTable
          label={`${texts.reports.by[grouping]}: ${texts.reports.figures}`}
          of={texts.reports.key[grouping]}
          heads={[text.opened, text.openNow, text.overdue, text.attempts, text.reached, text.share, text.median]}
          rows={rows.map((row) => ({ key: row.key, name: nameOf(row.key), figures: figuresOf(row) }))}
        />
      </details>
    </section>
  );
}
