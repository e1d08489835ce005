import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { median } from '../statistics.ts';

const run = promisify(execFile);
const samples = 15;
const pauseMs = 1000;

/**
 * @param leaders processes that lead a process group, as those that `spawnTied` starts do
 * @returns the memory of each with its child processes, MB: the median over a quarter of a minute
 */
export async function residentMemory(leaders: readonly number[]): Promise<number[]> {
  const taken: number[][] = leaders.map(() => []);
  for (let sample = 0; sample < samples; sample += 1) {
    const { stdout } = await run('ps', ['-A', '-o', 'pgid=,rss=']);
    const processes = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    for (const [index, leader] of leaders.entries()) {
      const own = processes.filter(([group]) => group === leader);
      taken[index]?.push(own.reduce((sum, [, kilobytes = 0]) => sum + kilobytes, 0) / 1024);
    }
    await sleep(pauseMs);
  }
  return taken.map(median);
}
