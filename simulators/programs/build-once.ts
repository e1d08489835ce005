import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { holdLock } from './hold-lock.ts';
import type { Report } from './report.ts';

/**
 * Makes a folder of the cache by filling a temporary one beside it and renaming that: it is whole or it is not there.
 * Nothing is done when it is there, or when another process makes it meanwhile.
 */
export async function buildOnce(
  folder: string,
  report: Report,
  fill: (temporaryFolder: string) => Promise<void>,
): Promise<void> {
  if (await isThere(folder)) return;
  await holdLock(`${folder}.lock`, report, async () => {
    if (await isThere(folder)) return;
    const temporaryFolder = await mkdtemp(`${folder}.making-`);
    try {
      await fill(temporaryFolder);
      await rename(temporaryFolder, folder).catch(async (error: unknown) => {
        if (!(await isThere(folder))) throw error;
      });
    } finally {
      await rm(temporaryFolder, { recursive: true, force: true });
    }
  });
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
