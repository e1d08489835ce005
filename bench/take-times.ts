import type { Figure } from './bench-part.ts';

interface Task {
  name: string;
  runs: number;
  targetMs: number | null;
  /** @param nth so that each run asks for something else */
  ask: (nth: number) => Promise<unknown>;
}

const warmUps = 3;

/** Runs the task again and again, one after the other, after a few runs that do not count. */
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

/** @returns the smallest time that this share of runs kept within */
function quantile(timesMs: number[], share: number): number {
  const sortedMs = timesMs.toSorted((one, other) => one - other);
  const time = sortedMs[Math.ceil(share * sortedMs.length) - 1] ?? Number.NaN;
  return Math.round(time * 10) / 10;
}
