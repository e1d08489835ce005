import type { TracingConfig } from '../config/tracing-config.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';

/** @returns null, with nothing loaded, unless traces are asked for */
export async function openTracing(config: TracingConfig | null, log: Logger): Promise<Tracing | null> {
  if (config === null) return null;
  const { startTracing } = await import('../telemetry/start-tracing.ts');
  log.info({ collector: config.url, protocol: config.protocol }, 'spans are sent');
  return startTracing({ ...config, log });
}

/** Sends what is left; a collector that does not take it keeps the process no longer than that. */
export async function closeTracing(tracing: Tracing | null, log: Logger): Promise<void> {
  if (tracing === null || (await tracing.stop())) return;
  log.warn('the collector has not taken the last spans: they are lost');
  setTimeout(() => process.exit(), 1_000).unref();
}
