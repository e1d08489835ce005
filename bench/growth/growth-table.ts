import type { Check, Row } from '../bench-part.ts';
import { median } from '../statistics.ts';
import type { OneMore } from './one-more-call.ts';

export const growthColumns = ['calls', 'Front requests', 'actions', 'events', 'bytes', 'ms to Front', 'of the first'];

const figures = ['requests', 'actions', 'events', 'bytes'] as const;
/** The price of a call must grow by less than this. */
const mostGrowth = 1.05;

/** The medians of each kind of call, and of the ratio of times in each round to the first of the row. */
export function growthRows(kinds: ReadonlyArray<{ name: string; calls: OneMore[] }>): { rows: Row[]; checks: Check[] } {
  const [first, ...others] = kinds;
  if (first === undefined) throw new RangeError('There is nothing to report');
  const middle = (calls: readonly OneMore[], figure: keyof OneMore): number =>
    median(calls.map((call) => call[figure]));
  const timeRatio = (calls: readonly OneMore[]): number =>
    median(calls.map(({ tookMs }, round) => tookMs / (first.calls[round]?.tookMs ?? Number.NaN)));
  return {
    rows: kinds.map(({ name, calls }) => ({
      name,
      cells: [
        calls.length,
        ...figures.map((figure) => middle(calls, figure)),
        middle(calls, 'tookMs'),
        timeRatio(calls),
      ],
    })),
    checks: others.flatMap(({ name, calls }) =>
      figures.map((figure) => ({
        what: `${name}: ${figure}, to those of ${first.name}`,
        value: middle(calls, figure) / middle(first.calls, figure),
        rule: 'at most' as const,
        limit: mostGrowth,
      })),
    ),
  };
}
