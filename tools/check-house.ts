// Run by `npm run check:house`: the rules of size and language in CONTRIBUTING.md.
import { fileURLToPath } from 'node:url';
import { findViolations } from './house-rules.ts';

for (const { place, problem, remedy } of findViolations(fileURLToPath(new URL('..', import.meta.url)))) {
  process.exitCode = 1;
  console.log(`${place}: ${problem}. ${remedy}`);
}
