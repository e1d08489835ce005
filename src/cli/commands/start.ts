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
  node --env-file=.env dist/src/cli/main.js start     from a build, with the variables in a file`,
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
    description: 'run a worker alone; any number may run at once',
    examples: `
Examples:
  callthread worker
  WORKER_PORT=9464 callthread worker     serves GET /metrics and GET /healthz`,
  },
];

const ending = `
It runs until SIGTERM or Ctrl-C and then finishes work in flight. A second signal kills it with exit code 130.`;

export function addServiceCommands(program: Command): void {
  for (const { name, parts, description, examples } of commands) {
    program
      .command(name)
      .description(description)
      .addHelpText('after', `${examples}\n${ending}`)
      .action(async () => await serve(parts));
  }
}

/** Runs until SIGINT or SIGTERM, then finishes work in flight. A second signal kills the process. */
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
  // Listen before the start: it may wait for a slow database while the worker is already running.
  const stopping = signalled();
  const service = await runService({ config, environment, parts, readSdkMetrics, tracing, log });
  const signal = await Promise.race([stopping, service.stopped]);
  log.info({ signal }, 'stopping: finishing activities in flight; a second signal kills the process');
  endInTime(log);
  await service.stop();
  await closeTracing(tracing, log);
  log.info('stopped');
}

/** npm forwards Ctrl-C, so it arrives twice; a repeat within this time is ignored. */
const echoMs = 500;

/** Resolves with the first signal to stop; a later one kills the process. */
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

/** Draining takes at most 22 s; supervisors usually send SIGKILL after 30 s. */
const maxStopMs = 25_000;

/** Ends this process with exit code 1 if the shutdown hangs. */
function endInTime(log: Logger): void {
  const end = (): void => {
    log.error('shutdown timed out after 25 s; Temporal will retry unfinished work');
    process.exit(1);
  };
  setTimeout(end, maxStopMs).unref();
}
