import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { drawBar, progressLine } from '../src/cli/terminal/progress.ts';
import { acknowledgePart } from './acknowledge/acknowledge-part.ts';
import { type BenchPart, type BenchRun, holds } from './bench-part.ts';
import { engineParts } from './engine/engine-parts.ts';
import { growthCallerPart } from './growth/growth-caller-part.ts';
import { growthCallsPart } from './growth/growth-calls-part.ts';
import { cardPart } from './hang-up/card-part.ts';
import { drainParts } from './hang-up/drain-parts.ts';
import { hangUpPart } from './hang-up/hang-up-part.ts';
import { pglitePart, postgresPart } from './ledger/ledger-parts.ts';
import { memoryPart } from './memory/memory-part.ts';
import { pricePart } from './price/price-part.ts';
import { printResult } from './print-result.ts';
import { type BenchResult, runPart } from './run-part.ts';
import { waitingPart } from './waiting/waiting-part.ts';

// npx tsx bench/run-bench.ts [part ...] [--size what=n ...] [--json FILE] [--compare FILE]: runs the named parts, or
// all. Exits with 1 if a limit is missed.

const parts: BenchPart[] = [
  pricePart,
  ...engineParts,
  acknowledgePart,
  memoryPart,
  waitingPart,
  growthCallsPart,
  growthCallerPart,
  hangUpPart,
  cardPart,
  ...drainParts,
  postgresPart,
  pglitePart,
];

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
const line = progressLine(process.stderr);
const wanted = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
for (const [done, part] of wanted.entries()) {
  const report = (progress: string): void => line.show(`${drawBar(done, wanted.length)} ${progress}`);
  const result = await runPart(part, { report, sizeOf });
  line.end();
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

/**
 * @param sizes from the command line: `calls=1000`, `pairs=8`
 * @throws RangeError unless each is a name and a whole number above 0
 */
export function readSizes(sizes: readonly string[]): BenchRun['sizeOf'] {
  const given = new Map(
    sizes.map((size) => {
      const [, what = '', count = ''] = /^([a-z-]+)=([1-9]\d*)$/.exec(size) ?? [];
      if (what === '') throw new RangeError(`--size ${size}: write it as calls=1000`);
      return [what, Number(count)];
    }),
  );
  return (what, usual) => given.get(what) ?? usual;
}
