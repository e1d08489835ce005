import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** @returns what axe finds in the page that is serious or critical, as `rule: element` */
export async function checkWithAxe(page: Page): Promise<string[]> {
  // By the debugger's door: the page's own policy allows no script from elsewhere.
  await page.evaluate(await readFile(source, 'utf8'));
  const found = await page.evaluate<{
    violations: Array<{ id: string; impact: string | null; nodes: Array<{ html: string }> }>;
  }>('axe.run(document, { resultTypes: ["violations"] })');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
