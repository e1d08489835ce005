import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { DefaultLogger, makeTelemetryFilterString, Runtime, type RuntimeOptions } from '@temporalio/worker';
import type { Logger } from '../telemetry/logger.ts';

/** @returns the metrics of Temporal's SDK in Prometheus' text format; empty if they are unavailable */
export type ReadSdkMetrics = () => Promise<string>;

/**
 * Installs Temporal's runtime: it writes to our log and leaves signals to us. It exposes its metrics only through a port,
 * here a local one, from which `/metrics` reads them.
 */
export async function installRuntime(log: Logger): Promise<ReadSdkMetrics> {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    log[pinoLevels[level]]({ ...meta, sdk: true }, message);
  });
  const logging = { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) };
  const options: RuntimeOptions = { shutdownSignals: [], logger, telemetryOptions: { logging } };
  const address = `127.0.0.1:${await freePort()}`;
  const prometheus = {
    bindAddress: address,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
  };
  try {
    Runtime.install({ ...options, telemetryOptions: { logging, metrics: { prometheus } } });
  } catch (error) {
    log.warn({ err: error }, 'Temporal SDK metrics unavailable; continuing without them');
    Runtime.install(options);
    return async () => '';
  }
  return async () => {
    const answer = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    return answer?.ok ? await answer.text() : '';
  };
}

const pinoLevels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** @returns a port that was free a moment ago: the runtime does not report the port it chooses itself */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
