import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { buildOnce } from '../../../simulators/programs/build-once.ts';
import { isJustBuilt } from '../../just-built.ts';

const run = promisify(execFile);

/**
 * The pages: what `npm test` has just built, else built in the same way, once for all test files.
 * @returns their folder, as `createWebAssets` takes it
 */
export async function builtPages(): Promise<string> {
  if (isJustBuilt) return fileURLToPath(new URL('../../../dist/web', import.meta.url));
  const folder = join(inject('runFolder'), 'pages');
  await buildOnce(folder, console.error, async (temporaryFolder) => {
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
    // In its own process: this one's NODE_ENV is `test`, which builds differently.
    const env = { ...process.env, NODE_ENV: 'production' };
    await run(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', temporaryFolder, '--emptyOutDir'], {
      env,
    });
  });
  return folder;
}
