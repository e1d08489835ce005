import { readFile } from 'node:fs/promises';

/** Of the fields of /proc/<pid>/stat that follow the command's name, which may hold anything. */
const startTime = 19;

/**
 * @returns what tells this process from a later one with the same id, as every container's first one has; '' when the
 * system does not say; null when there is no such process
 */
export async function processMark(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[startTime] ?? '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
