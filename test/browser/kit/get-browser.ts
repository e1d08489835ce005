import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBrowser } from './find-browser.ts';

const run = promisify(execFile);
const advice =
  'Browser tests need Chromium: install it (on Debian: apt-get install chromium), or name it in CHROMIUM_PATH.';
const timeout = 10 * 60_000;

/** For vitest's `globalSetup`: installs Chromium if missing, before any test's time limit starts. */
export async function setup(): Promise<void> {
  if ((await findBrowser()) !== undefined) return;
  if (process.getuid?.() !== 0) throw new Error(advice);
  console.error('no Chromium on this machine: installing it by apt-get');
  try {
    await run('apt-get', ['update'], { timeout });
    await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { timeout });
  } catch (error) {
    throw new Error(advice, { cause: error });
  }
  if ((await findBrowser()) === undefined) throw new Error(advice);
}
