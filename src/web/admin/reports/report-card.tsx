import { useId } from 'react';
import type { ReportGrouping, ReportRow } from '../../../adapters/ledger/query-types.ts';
import { usePage } from '../page-context.ts';
import { Name } from '../ui/call-labels.tsx';
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

interface RowsTableProps {
  grouping: ReportGrouping;
  rows: ReportRow[];
  nameOf: (key: string, label: string) => string;
}

/** All figures of a grouping. */
function RowsTable({ grouping, rows, nameOf }: RowsTableProps) {
  const { texts, format } = usePage();
  const text = texts.reports;
  const heads = [
    text.calls,
    text.conversations,
    text.answered,
    text.share,
    text.timeToAnswer,
    text.meanTalk,
    text.toFront,
  ];
  return (
    // A scrolling region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroller" role="region" aria-label={`${text.by[grouping]}: ${text.figures}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.key[grouping]}</th>
            {heads.map((head) => (
              <th scope="col" key={head} className="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Name text={nameOf(row.key, row.label)} />
              </th>
              <td className="figure">{format.number(row.calls)}</td>
              <td className="figure">{format.number(row.conversations)}</td>
              <td className="figure">{format.number(row.answered)}</td>
              <td className="figure">{format.share(row.calls === 0 ? null : row.answered / row.calls)}</td>
              <td className="figure">{format.duration(row.meanTimeToAnswerSeconds)}</td>
              <td className="figure">{format.duration(row.meanTalkSeconds)}</td>
              <td className="figure">{format.duration(row.medianToFrontSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
