// Run by `npm run check:house`: the rules of size and language in CONTRIBUTING.md.
import { fileURLToPath } from 'node:url';
import { findViolations, type Violation } from './house-rules.ts';

/**
 * Counted, but no failure yet: `--all` lists them too. Remove a row once its places are in order.
 * `place` is the start of a violation's place.
 */
const notYet: Array<{ rules: Array<Violation['rule']>; place: string }> = [
  // Averages of the whole tree, which the regrouping improves.
  { rules: ['exports', 'markers'], place: 'src, workflows, activities' },
];

const listsAll = process.argv.includes('--all');
const counts = new Map(notYet.map((row) => [row, 0]));
for (const violation of findViolations(fileURLToPath(new URL('..', import.meta.url)))) {
  const { rule, place, problem, remedy } = violation;
  const row = notYet.find((each) => each.rules.includes(rule) && place.startsWith(each.place));
  if (row === undefined) process.exitCode = 1;
  else counts.set(row, (counts.get(row) ?? 0) + 1);
  if (row === undefined || listsAll) console.log(`${place}: ${problem}. ${remedy}`);
}
for (const [{ rules, place }, count] of counts) {
  const what = `tools/check-house.ts excuses ${place} (${rules.join(', ')})`;
  console.log(count === 0 ? `${what} without need: remove the row.` : `${what}: ${count}, to be fixed.`);
}
