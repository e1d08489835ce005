import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/**
 * Starts a real Chromium without a window; the caller closes it.
 * @throws when the machine has none (see get-browser.ts)
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: install it, or name it in CHROMIUM_PATH');
  // Chromium's sandbox refuses to run as root, which is usual in containers.
  const asRoot = process.getuid?.() === 0;
  return await chromium.launch({
    executablePath,
    chromiumSandbox: !asRoot,
    args: ['--disable-dev-shm-usage', '--mute-audio', '--disable-gpu'],
  });
}
