import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder as the build leaves it, with next to nothing in it. */
export async function builtFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-built-'));
  await mkdir(join(folder, 'admin'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'index-abc.css'), 'body{}');
  await writeFile(
    join(folder, 'admin', 'index.html'),
    '<!doctype html><html lang="en"><head><link rel="stylesheet" crossorigin href="/assets/index-abc.css"></head></html>',
  );
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
