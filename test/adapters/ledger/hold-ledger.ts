import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { compileOnceOption } from './compile-once.ts';

/** @returns a process that has the ledger open and has written a call; it ends with the test */
export async function holdLedger(dataFolder: string) {
  const program = fileURLToPath(new URL('hold-ledger-program.ts', import.meta.url));
  const child = spawn(process.execPath, [compileOnceOption, '--import', 'tsx', program, dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const written = once(child.stdout, 'data').then(String);
  const peakMegabytes = await Promise.race([written, ended.then(() => null)]);
  if (peakMegabytes === null) throw new Error(`It ended: ${errors.join('')}`);
  return { pid: child.pid, peakMegabytes: Number(peakMegabytes), kill: () => child.kill('SIGKILL') && ended };
}
