import type { Logger } from '../telemetry/logger.ts';

/** Workers take twenty seconds at most; who stops a process mostly kills it after thirty. */
const longestStopMs = 25_000;

/** Ends this process, with exit code 1, if it has not ended by itself in time: something does not let go. */
export function endInTime(log: Logger): void {
  const end = (): void => {
    log.error('not stopped after 25 s: ending now. Temporal has what was left undone made again');
    process.exit(1);
  };
  setTimeout(end, longestStopMs).unref();
}
