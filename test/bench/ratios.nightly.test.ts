import { expect, test } from 'vitest';
import { acknowledgePart } from '../../bench/acknowledge/acknowledge-part.ts';
import type { BenchPart } from '../../bench/bench-part.ts';
import { engineParts } from '../../bench/engine/engine-parts.ts';
import { printResult } from '../../bench/print-result.ts';
import { runPart } from '../../bench/run-part.ts';

const [onSqlite] = engineParts;

/** Prints where a run that takes too long was. */
const sayWhen = (progress: string): void => console.log(`${new Date().toISOString()} ${progress}`);

/** A report, on a machine that does other things: that all is measured is asserted, what comes out is not. */
test.each<[string, BenchPart | undefined, Record<string, number>, number]>([
  ['calls a second', onSqlite, { pairs: 1, calls: 20, 'delay-seconds': 5 }, 2],
  ['acknowledgement', acknowledgePart, { pairs: 1, webhooks: 30 }, 18],
])('measures %s beside the bare engine', { timeout: 900_000 }, async (_what, part, sizes, rowCount) => {
  if (part === undefined) throw new Error('there is no such part');
  const result = await runPart(part, { report: sayWhen, sizeOf: (what, usual) => sizes[what] ?? usual });
  console.log(printResult(result));
  const [table] = result.tables;
  const figures = table?.rows.map(({ cells }) => cells.slice(0, 3)) ?? [];
  expect(figures).toHaveLength(rowCount);
  expect(figures.flat().filter((figure) => typeof figure !== 'number' || !(figure > 0))).toEqual([]);
  expect(result.checks.map(({ value }) => value).filter((value) => !(value > 0))).toEqual([]);
});
