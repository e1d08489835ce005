import { setTimeout as sleep } from 'node:timers/promises';
import type { Town } from '../e2e/town.ts';

const lookEveryMs = 2_000;
const mostFailures = 3;
/** It either says so or says nothing any more. */
const longestAnswerMs = 15_000;

/**
 * A development server's SQLite can be left "interrupted" for good by a request that its client gave up, as a killed
 * process does: from then on it answers every request with that error. Such a server is killed and started again, which
 * is a fault like any other.
 */
export function keepTemporalUsable(town: Town): { restarts(): number; stop(): Promise<void> } {
  const stopped = new AbortController();
  let restarts = 0;

  async function isStuck(): Promise<boolean> {
    const asked = town.client.connection.workflowService.listNamespaces({ pageSize: 1 }).then(
      () => false,
      (error: unknown) => /interrupted \(9\)/.test(String(error)),
    );
    return await Promise.race([asked, sleep(longestAnswerMs, true, { ref: false })]);
  }

  async function watch(): Promise<void> {
    for (let failures = 0; !stopped.signal.aborted; ) {
      await sleep(lookEveryMs, undefined, { signal: stopped.signal }).catch(() => {});
      failures = (await isStuck()) ? failures + 1 : 0;
      if (failures < mostFailures || stopped.signal.aborted) continue;
      await town.restartTemporal('SIGKILL');
      restarts += 1;
      failures = 0;
    }
  }

  const watching = watch();
  return {
    restarts: () => restarts,
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}
