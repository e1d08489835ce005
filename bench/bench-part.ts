/** What was measured of one thing, milliseconds. */
export interface Figure {
  name: string;
  runs: number;
  p50Ms: number;
  p95Ms: number;
  /** Of the benchmark's own process, at the median: what an embedded database keeps all else waiting for. */
  cpuMs: number;
  /** What `p95Ms` is to stay within; null when nothing is asked. */
  targetMs: number | null;
}

/** A thing to measure by itself. */
export interface BenchPart {
  name: string;
  /** One sentence: what is measured, on what. */
  about: string;
  /** @param tell shows how far it is */
  run(tell: (progress: string) => void): Promise<PartResult>;
}

export interface PartResult {
  figures: Figure[];
  /** What it ran on beside the machine: versions, sizes. */
  facts: Record<string, string>;
}
