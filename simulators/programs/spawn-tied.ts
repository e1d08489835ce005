import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** `read` ends when this process does, however it does: the kernel closes the pipe. Then the whole group is ended. */
const tie = '(read _ <&3; kill -TERM -$$) >/dev/null 2>&1 & exec "$@" 3<&-';

/** A trace has dozens of lines, and would be all that is left of what the program said: why it crashed comes before. */
const traceOfGo = /^goroutine \d+ \[/;

/** A process tied to this one. */
export interface Tied {
  child: ChildProcess;
  /** Resolves once it has ended and its output was read: how it ended, and its last lines on stdout and stderr. */
  ended: Promise<{ how: string; lastLines: string }>;
  /** What it has said last so far. */
  lastLines(): string;
  /** Signals it and what it started; nothing happens when it has ended. */
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a program that cannot outlive this process, not even when this one is killed with SIGKILL. It runs in a
 * process group of its own, so that Ctrl-C in a terminal reaches only this process, which can finish its work first.
 * POSIX only (uses `/bin/sh`).
 */
export function spawnTied(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Tied {
  const child = spawn('/bin/sh', ['-c', tie, 'sh', command, ...args], {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let lines: string[] = [];
  let crashed = false;
  const keep = (chunk: Buffer) => {
    if (crashed) return;
    const all = `${lines.join('\n')}${chunk.toString()}`.split('\n');
    const trace = all.findIndex((line) => traceOfGo.test(line));
    crashed = trace !== -1;
    lines = (crashed ? all.slice(0, trace) : all).slice(-21);
  };
  const lastLines = (): string => lines.join('\n').trim();
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  // The group cannot be taken by another process while the one that reads the pipe is in it.
  child.once('exit', () => child.stdio[3]?.destroy());
  const ended = once(child, 'close').then(() => ({
    how: child.signalCode ?? `exit code ${child.exitCode}`,
    lastLines: lastLines(),
  }));
  return { child, ended, lastLines, kill: (signal) => killGroup(child, signal) };
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended, and this process has not been notified yet.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
