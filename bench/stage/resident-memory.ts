import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { median } from '../measure-pairs.ts';

const run = promisify(execFile);
const samples = 15;
const pauseMs = 1000;

/** @returns the memory of each process in MB: the median over a quarter of a minute */
export async function residentMemory(pids: readonly number[]): Promise<number[]> {
  const taken: number[][] = pids.map(() => []);
  for (let sample = 0; sample < samples; sample += 1) {
    for (const [index, pid] of pids.entries()) {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
      taken[index]?.push(Number(stdout) / 1024);
    }
    await sleep(pauseMs);
  }
  return taken.map(median);
}
