import { useId } from 'react';
import type { ReportGrouping } from '../../../adapters/ledger/ledger.ts';
import type { ReportAnswer } from '../api-types.ts';
import { usePage } from '../page-context.ts';
import { barsOf } from './bars.ts';
import { BarsChart } from './bars-chart.tsx';
import { RowsTable } from './rows-table.tsx';
import { useRowName } from './use-row-name.ts';

/** One grouping of a report: a chart for the eye, and a table that says the same in full. */
export function ReportCard({ grouping, report }: { grouping: ReportGrouping; report: ReportAnswer }) {
  const { texts, format } = usePage();
  const text = texts.reports;
  const nameOf = useRowName(grouping);
  const id = useId();
  const bars = barsOf(grouping, report, nameOf);
  const rows = report.groups[grouping];
  const upright = grouping === 'day' || grouping === 'hour';
  const axisName = (bar: { key: string; name: string }): string =>
    grouping === 'day' ? format.shortDay(bar.key) : bar.name;
  return (
    <section className={`card chart-card${grouping === 'day' ? ' chart-wide' : ''}`} aria-labelledby={id}>
      <h2 id={id}>{text.by[grouping]}</h2>
      <p className="legend" aria-hidden="true">
        <span className="swatch swatch-1" /> {text.answered}
        <span className="swatch swatch-2" /> {text.notAnswered}
      </p>
      <BarsChart bars={bars} upright={upright} axisName={axisName} />
      {!upright && rows.length > bars.length ? (
        <p className="muted">{text.mostShown(format.number(bars.length))}</p>
      ) : null}
      {grouping === 'day' && rows.some(({ key }) => key < (bars[0]?.key ?? '')) ? (
        <p className="muted">{text.lastDays(format.number(bars.length))}</p>
      ) : null}
      <details>
        <summary>{text.table}</summary>
        <RowsTable grouping={grouping} rows={rows} nameOf={nameOf} />
      </details>
    </section>
  );
}
