import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LedgerRefused } from './errors.ts';

/** Processes that start at the same moment get time to withdraw. */
const maxLooks = 10;
const pauseMs = 50;

/**
 * Locks a folder for this process. Each process writes a claim file of its own and only then looks for others: of two, at
 * least the later one sees the other, and no claim is ever taken over. Of several that start at once, the first by name
 * wins; claims of dead processes are removed.
 * @returns a function that releases the lock
 * @throws LedgerRefused when another process, or this one, holds it; errors of the file system
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
      if (first.path < mine || looks === maxLooks) throw inUse(folder, first.holder ?? '');
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

/** A process that holds or wants the folder lock. */
interface Claim {
  path: string;
  /** In words; null when the process that wrote it is dead. */
  holder: string | null;
}

/** @returns the path of a claim on the folder; each claim has its own token */
function claimPath(folder: string, token: string): string {
  return `${folder}.lock-${token}`;
}

/** Lists all claims on the folder by name, and changes nothing. @throws errors of the file system */
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

/** The content of a claim. */
const LockHolder = z.object({ pid: z.number().int().positive(), host: z.string(), mark: z.string() });
type LockHolder = z.infer<typeof LockHolder>;

/** A holder touches its claim this often; on another machine it is considered dead after six times as long. */
const showLifeMs = 5000;
const silentMs = 6 * showLifeMs;

async function thisProcess(): Promise<LockHolder> {
  return { pid: process.pid, host: hostname(), mark: (await processMark(process.pid)) ?? '' };
}

/** @returns a description of the claim's process; null when it is dead */
async function whoHolds(lock: string, written: string): Promise<string | null> {
  const { pid, host, mark } = readHolder(written) ?? { pid: 0, host: '', mark: '' };
  if (pid > 0 && host === hostname()) {
    return (await processMark(pid)) === mark ? `the process ${pid}` : null;
  }
  // A process in another container cannot be checked; one with an incomplete claim has just started.
  const { mtimeMs } = await stat(lock);
  if (Date.now() - mtimeMs > silentMs) return null;
  return pid > 0 ? `the process ${pid} of the machine or container ${host}` : 'a process that is starting';
}

function readHolder(written: string): LockHolder | null {
  try {
    return LockHolder.parse(JSON.parse(written));
  } catch {
    return null;
  }
}

/** Index of the field in /proc/<pid>/stat, counted after the command's name, which may contain anything. */
const startTime = 19;

/**
 * @returns the process's start time, which distinguishes it from a later one with the same id (in containers that is the
 * rule); '' where the system does not provide it; null when there is no such process
 */
async function processMark(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  const fields = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[startTime] ?? '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
