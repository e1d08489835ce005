import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { LedgerRefused } from './ledger-faults.ts';
import { showLifeMs, thisProcess, whoHolds } from './lock-holder.ts';

/** Each is lost to another process that began at the same moment. */
const mostTries = 10;

/**
 * Makes the folder this process's alone, by the file `<folder>.lock`. A lock whose process is dead is taken over.
 * @returns what gives it back
 * @throws LedgerRefused when another process, or this one, has it; errors of the file system
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = `${folder}.lock`;
  const mine = JSON.stringify({ ...(await thisProcess()), token: randomUUID() });
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await create(lock, mine)) return keep(lock, mine);
    const written = await readFile(lock, 'utf8').catch(unlessGone);
    if (written === null) continue;
    const holder = await whoHolds(lock, written).catch(unlessGone);
    if (holder !== null) throw inUse(folder, holder);
    await setAside(lock, written);
  }
  throw inUse(folder, 'several processes that are starting');
}

function inUse(folder: string, holder: string): LedgerRefused {
  return new LedgerRefused(
    `The embedded database in ${folder} is open in ${holder}, and two processes would destroy it. End that one, or set DATABASE_URL to a PostgreSQL, which many processes may use.`,
  );
}

async function create(lock: string, content: string): Promise<boolean> {
  try {
    await writeFile(lock, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Of all who find the same dead lock, one moves it away; who moves away a living one by mistake puts it back. */
async function setAside(lock: string, dead: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    return void unlessGone(error);
  }
  const moved = await readFile(aside, 'utf8');
  if (moved !== dead) await create(lock, moved);
  await rm(aside);
}

function keep(lock: string, mine: string): () => Promise<void> {
  const life = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), showLifeMs);
  life.unref();
  return async () => {
    clearInterval(life);
    const written = await readFile(lock, 'utf8').catch(unlessGone);
    if (written === mine) await rm(lock, { force: true });
  };
}

function unlessGone(error: unknown): null {
  if (hasCode(error, 'ENOENT')) return null;
  throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
