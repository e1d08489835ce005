import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { buildOnce } from '../programs/build-once.ts';
import { cacheFolder } from '../programs/cache-folder.ts';

/**
 * Puts an unused PGlite database into a folder, as PGlite itself would at its first start. It is copied from the cache,
 * because making one takes ten seconds of CPU time, and each test of the whole service needs one.
 */
export async function placeEmptyPglite(folder: string): Promise<void> {
  const program = import.meta.resolve('@electric-sql/pglite');
  const { version } = JSON.parse(await readFile(fileURLToPath(new URL('../package.json', program)), 'utf8'));
  const template = join(cacheFolder(), `pglite-${version}`);
  await buildOnce(template, console.error, async (temporaryFolder) => {
    const database = await PGlite.create(temporaryFolder);
    await database.close();
  });
  // A thousand small files: Node's own copying takes ten times as long.
  await promisify(execFile)('cp', ['-R', template, folder]);
}
