import { randomUUID } from 'node:crypto';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerRefused } from './ledger-faults.ts';
import { claimPath, listClaims } from './list-claims.ts';
import { showLifeMs, thisProcess } from './lock-holder.ts';

/** Those that begin at the same moment are given the time to give way. */
const mostLooks = 10;
const pauseMs = 50;

/**
 * Makes the folder this process's alone. Each that wants it writes a claim of its own, and only then looks for others:
 * so of two at least the later one sees the other, and no claim is ever taken over. Of several that begin at once the
 * first by name stays; the claim of a dead process is removed.
 * @returns what gives it back
 * @throws LedgerRefused when another process, or this one, has it; errors of the file system
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const mine = claimPath(folder, randomUUID());
  await writeFile(mine, JSON.stringify(await thisProcess()), { flag: 'wx' });
  try {
    for (let looks = 1; ; looks += 1) {
      const others = (await listClaims(folder)).filter(({ path }) => path !== mine);
      for (const { path, holder } of others) if (holder === null) await rm(path, { force: true });
      const first = others.find(({ holder }) => holder !== null);
      if (first === undefined) return keep(mine);
      if (first.path < mine || looks === mostLooks) throw inUse(folder, first.holder ?? '');
      await sleep(pauseMs);
    }
  } catch (error) {
    await rm(mine, { force: true });
    throw error;
  }
}

function inUse(folder: string, holder: string): LedgerRefused {
  return new LedgerRefused(
    `The embedded database in ${folder} is open in ${holder}, and two processes would destroy it. End that one, or set DATABASE_URL to a PostgreSQL, which many processes may use.`,
  );
}

function keep(mine: string): () => Promise<void> {
  const life = setInterval(() => void utimes(mine, new Date(), new Date()).catch(() => {}), showLifeMs);
  life.unref();
  return async () => {
    clearInterval(life);
    await rm(mine, { force: true });
  };
}
