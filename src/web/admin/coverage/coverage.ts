import type { CoverageRow } from '../../../adapters/ledger/query-types.ts';

export interface Coverage {
  from: string;
  to: string;
  rows: CoverageRow[];
}

export type CoverageSum = Pick<CoverageRow, 'aircall' | 'front' | 'left' | 'parked' | 'missing'>;

/** @returns the sum of the rows */
export function sumRows(rows: CoverageSum[]): CoverageSum {
  const sum: CoverageSum = { aircall: 0, front: 0, left: 0, parked: 0, missing: 0 };
  for (const row of rows) {
    sum.aircall += row.aircall;
    sum.front += row.front;
    sum.left += row.left;
    sum.parked += row.parked;
    sum.missing += row.missing;
  }
  return sum;
}
