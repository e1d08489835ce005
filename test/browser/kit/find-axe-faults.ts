import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

interface AxeResults {
  violations: Array<{ id: string; impact: string | null; nodes: Array<{ html: string; failureSummary?: string }> }>;
}

/** Leaves out what no default rule or reader of the results uses: other results, selectors, and a copy of all styles. */
const cheap = { resultTypes: ['violations'], selectors: false, preload: { assets: ['media'] } };
const grave = new Set(['serious', 'critical', 'moderate']);

/**
 * @param dark whether these pages were checked in light: dark colours change the contrast alone
 * @returns axe's violations in a frame, minor ones aside: a line per element
 */
export async function findAxeFaults(frame: Frame, { dark = false } = {}): Promise<string[]> {
  // Half a megabyte to parse: once for each document.
  if (!(await frame.evaluate('"axe" in window'))) {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // Evaluated by the debugger, since the page's policy, also under test, blocks other scripts.
    await frame.evaluate(source);
  }
  const options = { ...cheap, iframes: false, ...(dark ? { runOnly: ['color-contrast'] } : {}) };
  const { violations } = await frame.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations
    .filter(({ impact }) => grave.has(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
}
