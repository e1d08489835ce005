import { quantile } from '../statistics.ts';

/** The measured times of one thing, milliseconds. */
export interface Figure {
  name: string;
  runs: number;
  p50Ms: number;
  p95Ms: number;
  /** CPU time of the benchmark's own process, median: an embedded database blocks everything else for this long. */
  cpuMs: number;
  /** The limit of `p95Ms`. */
  targetMs: number;
}

interface Task {
  name: string;
  runs: number;
  targetMs: number;
  /** @param nth makes each run query something else */
  ask: (nth: number) => Promise<unknown>;
}

const warmUps = 3;

/** Runs the task repeatedly, one run after the other, after a few runs that do not count. */
export async function takeTimes({ name, runs, targetMs, ask }: Task): Promise<Figure> {
  const timesMs: number[] = [];
  const cpuMs: number[] = [];
  for (let nth = 0; nth < warmUps + runs; nth += 1) {
    const beganMs = performance.now();
    const cpuBegan = process.cpuUsage();
    await ask(nth);
    if (nth < warmUps) continue;
    timesMs.push(performance.now() - beganMs);
    const { user, system } = process.cpuUsage(cpuBegan);
    cpuMs.push((user + system) / 1000);
  }
  return {
    name,
    runs,
    p50Ms: quantile(timesMs, 0.5),
    p95Ms: quantile(timesMs, 0.95),
    cpuMs: quantile(cpuMs, 0.5),
    targetMs,
  };
}
