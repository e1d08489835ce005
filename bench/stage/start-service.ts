import type { Stage } from './open-stage.ts';
import { startCallthread } from './start-callthread.ts';

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
