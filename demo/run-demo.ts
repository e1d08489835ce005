import { once as onceEmitted } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { morning } from './morning/morning.ts';
import { showMorning } from './show-morning.ts';
import { type Closing, closeAll, openStage } from './stage.ts';
import { type DemoLanguage, type Say, sayIn } from './story.ts';

export interface DemoOptions {
  language: DemoLanguage;
  /** Exits once every call is logged, or the time is up. */
  once: boolean;
  /** Ports of the two pages; null for free ones. */
  pagePort: number | null;
  uiPort: number | null;
}

/**
 * Plays the morning with its own servers. It leaves nothing behind but, after a failure, the service's log.
 * @returns the exit code: 0 when every call was logged correctly or a person ended the demo, 1 when a call was not, 130 when
 * a person ended it before `once` had a result
 * @throws {Error} in words for people, when a part of the stage fails
 */
export async function runDemo({ language, once, pagePort, uiPort }: DemoOptions): Promise<number> {
  const say = sayIn(language);
  const signal = untilInterrupted();
  const report = (line: string): void => console.error(line);
  if (pagePort !== null) await requireFreePort(pagePort, '--page-port', say);
  if (uiPort !== null) await requireFreePort(uiPort, '--ui-port', say);
  const folder = await mkdtemp(join(tmpdir(), 'callthread-demo-'));
  const logFile = join(folder, 'service.log');
  const closing: Closing = [];
  let failed = true;
  try {
    report(
      say(
        'Starting Temporal, the simulators and the service …',
        'Démarrage de Temporal, des imitations et du service …',
      ),
    );
    const stage = await openStage({ language, folder, logFile, pagePort, uiPort, signal, report }, closing);
    failed = !(await showMorning(stage, { stories: morning(say), once, say, signal }));
    return failed ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    failed = false;
    return once ? 130 : 0;
  } finally {
    report(say('Stopping: waiting for the service to finish …', 'Arrêt : le service termine d’abord …'));
    await closeAll(closing);
    if (failed && existsSync(logFile))
      report(say(`The log is kept: ${logFile}`, `Le journal est conservé : ${logFile}`));
    else await rm(folder, { recursive: true, force: true });
  }
}

/** npm forwards Ctrl-C, so it arrives twice; a repeat within this time is ignored. */
const sameMs = 500;

/**
 * @returns a signal that the first Ctrl-C (or SIGTERM, or a closed terminal) aborts; a second one kills the process and
 * everything it started
 */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  let firstAtMs = 0;
  const interrupt = (): void => {
    if (controller.signal.aborted && Date.now() - firstAtMs > sameMs) process.exit(130);
    if (controller.signal.aborted) return;
    firstAtMs = Date.now();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller.signal;
}

/** @throws {Error} that names the flag, when the port is in use or not permitted */
async function requireFreePort(port: number, flag: string, say: Say): Promise<void> {
  const server = createServer();
  try {
    await onceEmitted(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(
      say(
        `Port ${port} cannot be used (${code}). Choose another with ${flag}, or leave it out for a free one.`,
        `Le port ${port} est inutilisable (${code}). Choisissez-en un autre avec ${flag}, ou omettez-le.`,
      ),
      { cause: error },
    );
  }
  server.close();
  await onceEmitted(server, 'close');
}
