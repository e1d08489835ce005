import type { CoverageRow } from '../../../adapters/ledger/query-types.ts';
import { usePage } from '../page-context.ts';
import { type CoverageSum, sumRows } from './coverage.ts';
import { Name } from '../ui/call-labels.tsx';

/** A row per day, newest first; a column per line, and one for all lines. */
export function CoverageMatrix({ rows }: { rows: CoverageRow[] }) {
  const { texts, format } = usePage();
  const text = texts.coverage;
  const days = [...new Set(rows.map(({ day }) => day))].toSorted().toReversed();
  const names = new Map(rows.map(({ line }) => [line.id, line.name]));
  const lines = [...names].toSorted(([, one], [, other]) => format.compare(one, other));
  return (
    // A scrolling region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="card table-card scroller" aria-label={text.matrix} tabIndex={0}>
      <table className="matrix">
        <caption>{text.matrix}</caption>
        <thead>
          <tr>
            <th scope="col">{text.day}</th>
            <th scope="col">{text.sum}</th>
            {lines.map(([id, name]) => (
              <th scope="col" key={id}>
                <Name text={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => {
            const ofDay = rows.filter((row) => row.day === day);
            return (
              <tr key={day}>
                <th scope="row" className="nowrap">
                  {format.day(day)}
                </th>
                <Cell sum={sumRows(ofDay)} />
                {lines.map(([id]) => (
                  <Cell key={id} sum={ofDay.find(({ line }) => line.id === id) ?? null} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ sum }: { sum: CoverageSum | null }) {
  const { texts, format } = usePage();
  const text = texts.coverage;
  if (sum === null || sum.aircall === 0) {
    return (
      <td>
        <span className="muted">{texts.common.none}</span>
      </td>
    );
  }
  const { front, aircall, missing, parked, left } = sum;
  return (
    <td className={missing > 0 ? 'cell-bad' : parked > 0 ? 'cell-warn' : 'cell-good'}>
      <span className="cell-figure">{text.cell(format.number(front), format.number(aircall))}</span>
      {missing > 0 ? <span className="cell-note cell-missing">{text.cellMissing(format.number(missing))}</span> : null}
      {parked > 0 ? <span className="cell-note">{`${text.parked}: ${format.number(parked)}`}</span> : null}
      {left > 0 ? <span className="cell-note">{`${text.left}: ${format.number(left)}`}</span> : null}
    </td>
  );
}
