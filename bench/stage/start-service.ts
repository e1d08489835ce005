import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { spawnTied } from '../../simulators/programs/spawn-tied.ts';
import type { Stage } from './open-stage.ts';

export interface Service {
  /** URL of its ingress. */
  url: string;
  workerPid: number;
  /** A description in words. */
  named: string;
  stop(): Promise<void>;
}

/**
 * Starts the service to suit its Temporal server: beside the development server as one process with the embedded
 * database, beside PostgreSQL as an ingress and a worker.
 */
export async function startService({
  environment,
  temporal,
}: Pick<Stage<never>, 'environment' | 'temporal'>): Promise<Service> {
  if (temporal.databaseUrl === null) {
    const whole = await startCallthread('start', environment);
    return { url: whole.url, workerPid: whole.pid, named: 'callthread start', stop: () => whole.stop() };
  }
  const worker = await startCallthread('worker', environment);
  const ingress = await startCallthread('api', environment);
  return {
    url: ingress.url,
    workerPid: worker.pid,
    named: 'callthread api and worker, ledger in PostgreSQL',
    async stop() {
      await ingress.stop();
      await worker.stop();
    },
  };
}

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const longestStartMs = 300_000;

/** A running process of the service. */
export interface Callthread {
  /** URL of its HTTP side: the ingress, or a worker's metrics. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts `callthread <command>` as users do, and waits until it is alive or ready: the built program in its own process,
 * which ends with this one.
 */
export async function startCallthread(
  command: 'start' | 'api' | 'worker',
  environment: Record<string, string>,
  until: 'healthz' | 'readyz' = 'healthz',
): Promise<Callthread> {
  if (!existsSync(main)) throw new Error('The program is not built: "npm run build" first, or use "npm run bench"');
  const { PATH = '', HOME = '' } = process.env;
  const [port = 0] = await freePorts(1);
  const own = { [command === 'worker' ? 'WORKER_PORT' : 'PORT']: String(port) };
  const tied = spawnTied(process.execPath, [main, command], { PATH, HOME, ...environment, ...own });
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void tied.ended.finally(() => {
    ended = true;
  });
  const startedAtMs = Date.now();
  while (!(await answers(`${url}/${until}`))) {
    if (ended || Date.now() - startedAtMs > longestStartMs) {
      tied.kill('SIGKILL');
      throw new Error(`callthread ${command} does not start: ${tied.lastLines()}`);
    }
    await sleep(50);
  }
  return {
    url,
    pid: tied.child.pid ?? 0,
    async stop() {
      tied.kill('SIGTERM');
      await tied.ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
