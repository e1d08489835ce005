// npx tsx bench/run-bench.ts [part ...] [--size what=n ...] [--json FILE] [--compare FILE]: all parts unless some are
// named. Ends with 1 when an aim is missed.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BenchPart, holds } from './bench-part.ts';
import { pglitePart, postgresPart } from './ledger/ledger-parts.ts';
import { pricePart } from './price/price-part.ts';
import { printResult } from './print-result.ts';
import { readSizes } from './read-sizes.ts';
import { type BenchResult, runPart } from './run-part.ts';

const parts: BenchPart[] = [pricePart, postgresPart, pglitePart];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    compare: { type: 'string' },
  },
});

const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${parts.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const sizeOf = readSizes(values.size);
const before: BenchResult[] =
  values.compare === undefined ? [] : (JSON.parse(await readFile(values.compare, 'utf8')) as BenchResult[]);
const results: BenchResult[] = [];
for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const result = await runPart(part, { tell: showProgress, sizeOf });
  showProgress('');
  results.push(result);
  console.log(
    printResult(
      result,
      before.find((earlier) => earlier.part === result.part),
    ),
  );
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
}
if (results.some(({ checks }) => !checks.every(holds))) process.exitCode = 1;

/** One line that changes, for a person who watches. */
function showProgress(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${progress}`);
}
