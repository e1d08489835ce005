import type { Figure } from './bench-part.ts';
import type { BenchResult } from './run-part.ts';

/** @returns the result as Markdown. @param before an earlier result to set beside it */
export function printResult({ part, about, facts, figures }: BenchResult, before?: BenchResult): string {
  const compared = before === undefined ? [] : ['p95 before', 'ratio'];
  const head = ['what', 'runs', 'p50 ms', 'p95 ms', 'CPU ms here', 'target ms', ...compared];
  const rows = figures.map((figure) => [
    figure.name,
    String(figure.runs),
    figure.p50Ms.toFixed(1),
    figure.p95Ms.toFixed(1) + (isMissed(figure) ? ' (missed)' : ''),
    figure.cpuMs.toFixed(1),
    figure.targetMs === null ? '' : String(figure.targetMs),
    ...(before === undefined ? [] : compare(figure, before)),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const told = Object.entries(facts).map(([name, fact]) => `${name}: ${fact}`);
  return [`## ${part}`, '', about, '', told.join(' · '), '', ...lines, ''].join('\n');
}

export function isMissed({ p95Ms, targetMs }: Figure): boolean {
  return targetMs !== null && p95Ms > targetMs;
}

function compare({ name, p95Ms }: Figure, before: BenchResult): string[] {
  const then = before.figures.find((figure) => figure.name === name);
  return then === undefined ? ['', ''] : [then.p95Ms.toFixed(1), (p95Ms / then.p95Ms).toFixed(2)];
}
