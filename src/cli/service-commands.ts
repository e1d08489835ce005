import type { Command } from 'commander';
import { listSecrets } from '../config/list-secrets.ts';
import { loadConfig } from '../config/load-config.ts';
import { createLogger } from '../observability/logger.ts';
import { endInTime } from './end-in-time.ts';
import type { Parts } from './run-service.ts';

const commands: ReadonlyArray<[name: string, parts: Parts, description: string]> = [
  ['start', { ingress: true, worker: true }, 'run the ingress (webhooks) and the worker in one process'],
  ['api', { ingress: true, worker: false }, 'run the ingress alone'],
  ['worker', { ingress: false, worker: true }, 'run a worker alone; any number may run beside each other'],
];

export function addServiceCommands(program: Command): void {
  for (const [name, parts, description] of commands) {
    program
      .command(name)
      .description(description)
      .action(async () => await serve(parts));
  }
}

/** Runs until SIGINT or SIGTERM; then what is in flight finishes. A second signal ends at once. */
async function serve(parts: Parts): Promise<void> {
  const config = loadConfig(process.env, process.cwd());
  const log = createLogger({ secrets: listSecrets(process.env) });
  // Loaded here alone: the other commands need no worker, no database and no pages.
  const [{ installRuntime }, { runService }] = await Promise.all([
    import('./install-runtime.ts'),
    import('./run-service.ts'),
  ]);
  // Nothing but a worker ends this runtime, and one that goes on keeps the process alive after its stop.
  const readSdkMetrics = parts.worker ? await installRuntime(log) : null;
  const service = await runService({ config, environment: process.env, parts, readSdkMetrics, log });
  const signal = await Promise.race([signalled(), service.stopped]);
  log.info({ signal }, 'stopping: activities in flight finish first; a second signal ends at once');
  endInTime(log);
  await service.stop();
  log.info('stopped');
}

/** npm passes a terminal's Ctrl-C on to what the terminal has told already: such an echo is no second signal. */
const echoMs = 500;

/** @returns the first signal to stop; one that comes later ends the process at once */
function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAtMs: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (firstAtMs !== undefined && Date.now() - firstAtMs > echoMs) process.exit(130);
        firstAtMs ??= Date.now();
        resolve(signal);
      });
    }
  });
}
