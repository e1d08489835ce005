import type { Report } from './report.ts';
import { spawnTied } from './spawn-tied.ts';

/**
 * Runs a program to its end, which may take minutes, and says every ten seconds that it still runs.
 * @param isHopeless asked every second with the time it has run so far; when it answers true the program is ended
 * @throws {Error} with the program's last lines when it does not end with exit code 0
 */
export async function runReporting(options: {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  doing: string;
  report: Report;
  isHopeless?: (elapsedMs: number) => boolean;
}): Promise<void> {
  const { command, args, doing, report, isHopeless } = options;
  const startedAtMs = Date.now();
  report(`${doing} …`);
  const program = spawnTied(command, args, options.env);
  let gaveUp = false;
  let ticks = 0;
  const timer = setInterval(() => {
    const elapsedMs = Date.now() - startedAtMs;
    ticks += 1;
    if (ticks % 10 === 0) report(`${doing} … ${Math.round(elapsedMs / 1000)} s`);
    if (!gaveUp && isHopeless?.(elapsedMs)) {
      gaveUp = true;
      program.kill('SIGKILL');
    }
  }, 1000);
  const { how, lastLines } = await program.ended.finally(() => clearInterval(timer));
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  if (gaveUp) throw new Error(`no answer after ${seconds} s`);
  if (how !== 'exit code 0') throw new Error(`${how} after ${seconds} s: ${lastLines}`);
  report(`${doing}: done in ${seconds} s`);
}
