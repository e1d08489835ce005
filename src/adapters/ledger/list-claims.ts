import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { whoHolds } from './lock-holder.ts';

/** Who wants, or has, a folder for himself. */
interface Claim {
  path: string;
  /** In words; null when the process that wrote it is dead. */
  holder: string | null;
}

/** @returns where a claim on the folder is kept, up to the token that makes it one process's own */
export function claimPath(folder: string, token: string): string {
  return `${folder}.lock-${token}`;
}

/** @returns all claims on the folder, by name; looks only. @throws errors of the file system */
export async function listClaims(folder: string): Promise<Claim[]> {
  const parent = dirname(folder);
  const names = (await readdir(parent)).filter((name) => name.startsWith(basename(claimPath(folder, '')))).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const path = join(parent, name);
      const written = await readFile(path, 'utf8').catch(unlessGone);
      return { path, holder: written === null ? null : await whoHolds(path, written).catch(unlessGone) };
    }),
  );
}

function unlessGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
