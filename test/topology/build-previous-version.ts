import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { NextVersion } from './build-next-version.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Builds an earlier commit as it builds itself, with the packages that are installed now.
 * @param revision as Git names it
 * @throws {Error} with Git's or the compiler's output, as when a shallow clone lacks the commit
 */
export async function buildPreviousVersion(revision: string): Promise<NextVersion> {
  // Inside the repository, where its packages are found.
  const folder = await mkdtemp(join(root, 'node_modules', '.callthread-previous-'));
  await run('sh', ['-c', `git -C "${root}" archive ${revision} | tar -x && npm run --silent build`], { cwd: folder });
  return {
    main: join(folder, 'dist', 'src', 'cli', 'main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
