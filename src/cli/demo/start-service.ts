import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawnTied, type Tied } from '../../../simulators/temporal/spawn-tied.ts';

const startLimitMs = 60_000;
/** A stopping worker lets its activities finish for twenty seconds at most. */
const stopLimitMs = 30_000;

export interface DemoService {
  /** Rejects when the service ends by itself, with its last lines. */
  ended: Promise<never>;
  /** Asks the service to finish and waits until it has. */
  stop(): Promise<void>;
}

/**
 * Starts `callthread start` in a process of its own, which cannot outlive this one, and waits until it takes webhooks.
 * @throws {Error} with its last lines when it does not come up
 */
export async function startService(
  environment: NodeJS.ProcessEnv,
  { port, logFile, signal }: { port: number; logFile: string; signal: AbortSignal },
): Promise<DemoService> {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const service = spawnTied(process.execPath, [main, 'start'], environment);
  const log = createWriteStream(logFile);
  service.child.stdout?.pipe(log, { end: false });
  service.child.stderr?.pipe(log, { end: false });
  const ended = service.ended.then(({ how, lastLines }) => {
    throw new Error(`The service ended (${how}):\n${lastLines}`);
  });
  ended.catch(() => {});
  const stop = async (): Promise<void> => {
    await end(service);
    log.end();
  };
  try {
    await Promise.race([untilReady(`http://127.0.0.1:${port}/readyz`, signal), ended]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  const startedAtMs = Date.now();
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() - startedAtMs > startLimitMs) throw new Error(`The service is not ready after a minute (${url})`);
    await sleep(200, undefined, { signal });
  }
}

async function end(service: Tied): Promise<void> {
  service.kill('SIGTERM');
  const patience = setTimeout(() => service.kill('SIGKILL'), stopLimitMs);
  await service.ended.finally(() => clearTimeout(patience));
}
