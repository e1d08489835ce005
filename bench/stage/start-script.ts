import { setTimeout as sleep } from 'node:timers/promises';
import { spawnTied } from '../../simulators/programs/spawn-tied.ts';

export interface StartedScript {
  pid: number;
  /** The match of `says` in its output. */
  said: string;
  stop(): Promise<void>;
}

const longestStartMs = 300_000;

/** Runs a TypeScript file of the benchmark in its own process, and waits until its output matches. */
export async function startScript(
  file: string,
  environment: Record<string, string>,
  says: RegExp,
): Promise<StartedScript> {
  const { PATH = '', HOME = '' } = process.env;
  const tied = spawnTied(process.execPath, ['--import', 'tsx', file], { PATH, HOME, ...environment });
  let ended = false;
  void tied.ended.finally(() => {
    ended = true;
  });
  for (const startedAtMs = Date.now(); ; await sleep(50)) {
    const said = says.exec(tied.lastLines())?.[0];
    if (said !== undefined) {
      const stop = async () => {
        tied.kill('SIGTERM');
        await tied.ended;
      };
      return { pid: tied.child.pid ?? 0, said, stop };
    }
    if (ended || Date.now() - startedAtMs > longestStartMs) {
      tied.kill('SIGKILL');
      throw new Error(`${file} does not start: ${tied.lastLines()}`);
    }
  }
}
