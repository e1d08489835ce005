export type Cell = string | number | null;

/** One row of a table; its name identifies it in an earlier run. */
export interface Row {
  name: string;
  /** As many as the table has columns. */
  cells: Cell[];
}

export interface Table {
  title: string;
  /** Heading of the rows' names. */
  of: string;
  columns: string[];
  /** The column that `--compare` compares with an earlier run; none if nothing is comparable. */
  compared?: string;
  rows: Row[];
}

/** A limit that a figure must keep. */
export interface Check {
  what: string;
  value: number;
  rule: 'at most' | 'at least';
  limit: number;
}

/** One independent measurement. */
export interface BenchPart {
  name: string;
  /** One sentence: what it measures, on what. */
  about: string;
  run(run: BenchRun): Promise<PartResult>;
}

export interface BenchRun {
  /** Shows progress. */
  report: (progress: string) => void;
  /** Returns a size from the command line (calls, pairs), else the part's default. */
  sizeOf: (what: string, usual: number) => number;
}

export interface PartResult {
  tables: Table[];
  checks: Check[];
  /** What it ran on, besides the machine: versions, sizes. */
  facts: Record<string, string>;
}

export function holds({ value, rule, limit }: Check): boolean {
  return rule === 'at most' ? value <= limit : value >= limit;
}
