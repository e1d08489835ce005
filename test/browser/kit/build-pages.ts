import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface BuiltPages {
  /** As `createWebAssets` takes it. */
  folder: string;
  remove(): Promise<void>;
}

/** Builds the pages as `npm run build` does, into a folder of this test's own. */
export async function buildPages(): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-pages-'));
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  // In a process of its own: this one's NODE_ENV is `test`, which makes another build.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], { env });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
