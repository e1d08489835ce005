import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

export interface CommandRun {
  /** null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  /** What it has written to standard output so far. */
  stdout(): string;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<CommandRun>;
}

/**
 * Starts `callthread <args>` as users do, outside a terminal. @param environment all of it, except for the system's own
 */
export function startCommand(args: string[], environment: Record<string, string>): RunningCommand {
  if (!existsSync(main)) throw new Error('The program is not built: run "npm run build" first');
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...environment };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString()));
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', end);
    return { ...run, code: code as number | null };
  });
  return { stdout: () => run.stdout, kill: (signal) => child.kill(signal), ended };
}

/** Runs it to its end. */
export function runCommand(args: string[], environment: Record<string, string>): Promise<CommandRun> {
  return startCommand(args, environment).ended;
}
