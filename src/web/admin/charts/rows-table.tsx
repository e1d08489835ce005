import type { ReportGrouping, ReportRow } from '../../../adapters/ledger/ledger.ts';
import { usePage } from '../page-context.ts';
import { Name } from '../parts/name.tsx';

interface Props {
  grouping: ReportGrouping;
  rows: ReportRow[];
  nameOf: (key: string, label: string) => string;
}

/** The figures of a grouping in full. */
export function RowsTable({ grouping, rows, nameOf }: Props) {
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
    // A region that scrolls has to be reached by keyboard.
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
