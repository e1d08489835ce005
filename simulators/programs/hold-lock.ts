import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from './report.ts';

/** A holder touches its lock this often; a lock that was not touched for `abandonedMs` has no holder any more. */
const touchMs = 2_000;
const abandonedMs = 12_000;

/**
 * Does some work while no other process does work under the same lock file; a second one waits and says so.
 * It saves work only: should two hold it all the same (a machine that slept), both must still be right.
 */
export async function holdLock<T>(path: string, report: Report, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const startedAtMs = Date.now();
  let saidAtMs = 0;
  while (!(await take(path))) {
    if (Date.now() - saidAtMs >= 10_000) {
      saidAtMs = Date.now();
      report(`another process is at it (${path}); waiting … ${Math.round((saidAtMs - startedAtMs) / 1000)} s`);
    }
    await sleep(200);
  }
  const timer = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), touchMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const touched = await stat(path).catch(() => undefined);
    if (touched !== undefined && Date.now() - touched.mtimeMs > abandonedMs) await rm(path, { force: true });
    return false;
  }
}
