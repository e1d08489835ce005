import type { Command } from 'commander';
import { loadConfig } from '../../config/config.ts';
import { listSecrets, loadTemporalEnvironment } from '../../config/environment.ts';
import type { Parts } from '../../service/run.ts';
import { createLogger, type Logger } from '../../telemetry/logger.ts';

interface ServiceCommand {
  name: string;
  parts: Parts;
  description: string;
  examples: string;
}

const commands: readonly ServiceCommand[] = [
  {
    name: 'start',
    parts: { ingress: true, worker: true },
    description: 'run the ingress (webhooks) and the worker in one process',
    examples: `
Examples:
  callthread start
  node --env-file=.env dist/src/cli/main.js start     from the sources, with the variables of a file`,
  },
  {
    name: 'api',
    parts: { ingress: true, worker: false },
    description: 'run the ingress alone',
    examples: `
Example:
  PORT=3000 callthread api`,
  },
  {
    name: 'worker',
    parts: { ingress: false, worker: true },
    description: 'run a worker alone; any number may run beside each other',
    examples: `
Examples:
  callthread worker
  WORKER_PORT=9464 callthread worker     with GET /metrics and GET /healthz`,
  },
];

const ending = `
It runs until SIGTERM or Ctrl-C, and what is in flight finishes; a second signal ends it at once, with exit code 130.`;

export function addServiceCommands(program: Command): void {
  for (const { name, parts, description, examples } of commands) {
    program
      .command(name)
      .description(description)
      .addHelpText('after', `${examples}\n${ending}`)
      .action(async () => await serve(parts));
  }
}

/** Runs until SIGINT or SIGTERM; then what is in flight finishes. A second signal ends at once. */
async function serve(parts: Parts): Promise<void> {
  const config = loadConfig(process.env, process.cwd());
  const environment = loadTemporalEnvironment(process.env);
  const log = createLogger({ secrets: listSecrets(process.env) });
  // Loaded on demand: no other command needs a worker, a database or the pages.
  const [{ installRuntime }, { runService }, { openTracing, closeTracing }] = await Promise.all([
    import('../../service/runtime.ts'),
    import('../../service/run.ts'),
    import('../../service/telemetry.ts'),
  ]);
  // Only a worker ends this runtime: without one it would keep the process alive after the stop.
  const readSdkMetrics = parts.worker ? await installRuntime(log) : null;
  const tracing = await openTracing(config.tracing, log);
  // From here on: a start may wait for a database that stalls, while the worker is at work already.
  const stopping = signalled();
  const service = await runService({ config, environment, parts, readSdkMetrics, tracing, log });
  const signal = await Promise.race([stopping, service.stopped]);
  log.info({ signal }, 'stopping: activities in flight finish first; a second signal ends at once');
  endInTime(log);
  await service.stop();
  await closeTracing(tracing, log);
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

/** Workers take twenty seconds at most; who stops a process mostly kills it after thirty. */
const longestStopMs = 25_000;

/** Ends this process, with exit code 1, if it has not ended by itself in time: something does not let go. */
function endInTime(log: Logger): void {
  const end = (): void => {
    log.error('not stopped after 25 s: ending now. Temporal has what was left undone made again');
    process.exit(1);
  };
  setTimeout(end, longestStopMs).unref();
}
