import type { PartResult } from '../bench-part.ts';
import type { Figure } from '../take-times.ts';

/** Times as a table, and their limits. */
export function tellTimes(figures: Figure[]): Pick<PartResult, 'tables' | 'checks'> {
  const columns = ['runs', 'p50 ms', 'p95 ms', 'CPU ms here', 'target ms'];
  const rows = figures.map(({ name, runs, p50Ms, p95Ms, cpuMs, targetMs }) => ({
    name,
    cells: [runs, p50Ms, p95Ms, cpuMs, targetMs],
  }));
  const slowest = figures.filter(isMissed);
  return {
    tables: [{ title: '', of: 'what', columns, compared: 'p95 ms', rows }],
    checks: [{ what: 'questions that miss their target', value: slowest.length, rule: 'at most', limit: 0 }],
  };
}

function isMissed({ p95Ms, targetMs }: Figure): boolean {
  return p95Ms > targetMs;
}
