import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const built = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

export interface ServiceProcess {
  /** Of the ingress, once it listens. */
  url: string;
  pid: number | undefined;
  /** All that it has written so far, to both outputs. */
  output(): string;
  /** Ends it. @returns its exit code, null when the signal ended it */
  stop(signal: NodeJS.Signals): Promise<number | null>;
  /** @returns its exit code when it ends by itself */
  exited: Promise<number | null>;
}

/**
 * Starts `callthread <command>` as users do: the built program in its own process, configured by its environment.
 * @param main of another build
 */
export function spawnCallthread(
  command: string,
  environment: Record<string, string>,
  main = built,
): Omit<ServiceProcess, 'url'> {
  if (!existsSync(main)) throw new Error('The program is not built: run "npm run build" first');
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, [main, command], { env: { PATH, HOME, ...environment } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    pid: child.pid,
    output: () => text,
    exited,
    stop: async (signal) => {
      child.kill(signal);
      return await exited;
    },
  };
}

/** Starts it and waits until it takes webhooks. @throws with its output when it ends before */
export async function startCallthread(
  command: 'start' | 'api',
  environment: Record<string, string>,
): Promise<ServiceProcess> {
  const service = spawnCallthread(command, { PORT: '0', ...environment });
  let ended = false;
  void service.exited.then(() => (ended = true));
  const port = await vi
    .waitUntil(() => ended || /"port":(\d+)/.exec(service.output())?.[1], { timeout: 240_000, interval: 50 })
    .catch(async (error: unknown) => {
      await service.stop('SIGKILL');
      throw error;
    });
  if (typeof port !== 'string') throw new Error(`callthread ${command} ended:\n${service.output()}`);
  return { ...service, url: `http://127.0.0.1:${port}` };
}
