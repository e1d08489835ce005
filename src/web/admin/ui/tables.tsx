import type { ReactNode } from 'react';
import { Name } from './call-labels.tsx';

interface WideTableProps {
  title: string;
  /** Heads; columns that are `wide` are hidden on a phone. */
  heads: Array<{ name: string; className?: string }>;
  /** Rows of the body. */
  children: ReactNode;
}

/** A table of calls or callbacks. On a phone, the columns that do not fit move below the first one's text. */
export function WideTable({ title, heads, children }: WideTableProps) {
  return (
    <div className="card table-card">
      <table className="calls-table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {heads.map(({ name, className }) => (
              <th scope="col" key={name} className={className}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface FiguresTableProps {
  label: string;
  /** Head of the rows' names. */
  of: string;
  heads: string[];
  /** Figures as text, as many as there are heads. */
  rows: Array<{ key: string; name: string; figures: string[] }>;
}

/** The figures behind a chart. */
export function FiguresTable({ label, of, heads, rows }: FiguresTableProps) {
  // Two heads may have the same words.
  const numbered = heads.map((head, nth) => ({ head, key: `${nth} ${head}` }));
  return (
    // A scrolling region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroller" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {numbered.map(({ head, key }) => (
              <th scope="col" key={key} className="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key: row, name, figures }) => (
            <tr key={row}>
              <th scope="row">
                <Name text={name} />
              </th>
              {numbered.map(({ key }, nth) => (
                <td key={key} className="figure">
                  {figures[nth]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
