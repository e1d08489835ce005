import { findOnPath } from '../../../simulators/programs/find-on-path.ts';

/** Chromium without a window needs half the processor time of one that could have a window. */
export const headless = 'chromium-headless-shell';
const names = [headless, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns the path of a Chromium: CHROMIUM_PATH, else the first one on PATH; undefined if there is none */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  for (const name of names) {
    const path = await findOnPath(name);
    if (path !== undefined) return path;
  }
  return undefined;
}
