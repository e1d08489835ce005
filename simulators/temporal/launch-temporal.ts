import type { Tied } from '../programs/spawn-tied.ts';

/** A Temporal server of ours. */
export interface TemporalProcess {
  pid: number | undefined;
  /** What it has said last. */
  lastLines(): string;
  /** Ends the server and waits until it has ended; SIGTERM by default, SIGKILL after ten seconds. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Waits until a server that was just started can be used.
 * @param ready does the waiting; its signal ends that when the server has died
 * @throws {Error} with the server's last lines when it ends early
 */
export async function launchTemporal(
  server: Tied,
  ready: (signal: AbortSignal) => Promise<void>,
): Promise<TemporalProcess> {
  const waiting = new AbortController();
  const early = server.ended.then(({ how, lastLines }) => {
    throw new Error(`the Temporal server ended (${how}): ${lastLines}`);
  });
  try {
    await Promise.race([ready(waiting.signal), early]);
  } catch (error) {
    waiting.abort();
    server.kill('SIGKILL');
    throw error;
  }
  return {
    pid: server.child.pid,
    lastLines: () => server.lastLines(),
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      const patience = setTimeout(() => server.kill('SIGKILL'), 10_000);
      await server.ended.finally(() => clearTimeout(patience));
    },
  };
}
