export type Cell = string | number | null;

/** One row of a table; the name is what rows of an earlier run are found by. */
export interface Row {
  name: string;
  /** As many as the table has columns. */
  cells: Cell[];
}

export interface Table {
  title: string;
  /** What the names of the rows are. */
  of: string;
  columns: string[];
  /** The column that `--compare` sets beside an earlier run's; none when there is nothing to compare. */
  compared?: string;
  rows: Row[];
}

/** What a figure is to stay within: at least, or at most, `limit`. */
export interface Check {
  what: string;
  value: number;
  rule: 'at most' | 'at least';
  limit: number;
}

/** A thing to measure by itself. */
export interface BenchPart {
  name: string;
  /** One sentence: what is measured, on what. */
  about: string;
  run(run: BenchRun): Promise<PartResult>;
}

export interface BenchRun {
  /** Shows how far it is. */
  tell: (progress: string) => void;
  /** How much is asked of the part, where that can be chosen: calls, pairs. The default is the part's own. */
  sizeOf: (what: string, usual: number) => number;
}

export interface PartResult {
  tables: Table[];
  checks: Check[];
  /** What it ran on beside the machine: versions, sizes. */
  facts: Record<string, string>;
}

export function holds({ value, rule, limit }: Check): boolean {
  return rule === 'at most' ? value <= limit : value >= limit;
}
