import { useId } from 'react';
import type { ReportGrouping, ReportRow } from '../../../adapters/ledger/query-types.ts';
import { usePage } from '../page-context.ts';
import { FiguresTable } from '../ui/tables.tsx';
import { barsOf, type ReportAnswer } from './bars.ts';
import { BarsChart } from './bars-chart.tsx';

/** One grouping of a report: a chart, and a table with the full figures. */
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
  const heads = [
    text.calls,
    text.conversations,
    text.answered,
    text.share,
    text.timeToAnswer,
    text.meanTalk,
    text.toFront,
  ];
  const figuresOf = (row: ReportRow): string[] => [
    ...[row.calls, row.conversations, row.answered].map((figure) => format.number(figure)),
    format.share(row.calls === 0 ? null : row.answered / row.calls),
    ...[row.meanTimeToAnswerSeconds, row.meanTalkSeconds, row.medianToFrontSeconds].map((figure) =>
      format.duration(figure),
    ),
  ];
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
        <FiguresTable
          label={`${text.by[grouping]}: ${text.figures}`}
          of={text.key[grouping]}
          heads={heads}
          rows={rows.map((row) => ({ key: row.key, name: nameOf(row.key, row.label), figures: figuresOf(row) }))}
        />
      </details>
    </section>
  );
}

/** @returns a function that names a row in the page's language */
function useRowName(grouping: ReportGrouping): (key: string, label: string) => string {
  const { me, texts, format } = usePage();
  return (key, label) => {
    switch (grouping) {
      case 'day':
        return format.day(key);
      case 'hour':
        return format.hour(Number(key));
      case 'qualification':
        return me.qualification[key] ?? (label === '' ? texts.common.none : label);
      case 'agent':
        return key === '' ? texts.reports.noAgent : label;
      case 'line':
        return label === '' ? texts.common.none : label;
    }
  };
}
