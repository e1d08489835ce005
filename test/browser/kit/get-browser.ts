import { runReporting } from '../../../simulators/programs/run-reporting.ts';
import { findBrowser, headless } from './find-browser.ts';

const advice = `Browser tests need Chromium: install it (on Debian: apt-get install ${headless}), or name it in CHROMIUM_PATH.`;
const timeoutMs = 10 * 60_000;

/** For vitest's `globalSetup`: installs Chromium if missing, before any test's time limit starts. */
export async function setup(): Promise<void> {
  if ((await findBrowser()) !== undefined) return;
  if (process.getuid?.() !== 0) throw new Error(advice);
  const aptGet = (doing: string, ...args: string[]) =>
    runReporting({
      command: 'apt-get',
      args,
      doing,
      report: console.error,
      isHopeless: (elapsedMs) => elapsedMs > timeoutMs,
    });
  try {
    await aptGet('looking for a Chromium to install: apt-get update (once, about ten seconds)', 'update');
    const install = (name: string) =>
      aptGet(`installing ${name} (once, about a minute)`, 'install', '--yes', '--no-install-recommends', name);
    // Older distributions have only the whole Chromium.
    await install(headless).catch(() => install('chromium'));
  } catch (error) {
    throw new Error(advice, { cause: error });
  }
  if ((await findBrowser()) === undefined) throw new Error(advice);
}
