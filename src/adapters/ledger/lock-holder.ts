import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { processMark } from './process-mark.ts';

/** A process, as it writes itself into a lock. */
const LockHolder = z.object({ pid: z.number().int().positive(), host: z.string(), mark: z.string() });
type LockHolder = z.infer<typeof LockHolder>;

/** How often a holder shows that it lives, and after how long without it is taken for dead on another machine. */
export const showLifeMs = 5000;
const silentMs = 6 * showLifeMs;

export async function thisProcess(): Promise<LockHolder> {
  return { pid: process.pid, host: hostname(), mark: (await processMark(process.pid)) ?? '' };
}

/** @returns who holds the lock, in words; null when nobody does any more */
export async function whoHolds(lock: string, written: string): Promise<string | null> {
  const { pid, host, mark } = readHolder(written) ?? { pid: 0, host: '', mark: '' };
  if (pid > 0 && host === hostname()) {
    return (await processMark(pid)) === mark ? `the process ${pid}` : null;
  }
  // A process of another container cannot be asked for; one that is still writing itself down has just begun.
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
