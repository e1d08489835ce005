import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from '../observability/logger.ts';
import { cleanSpan } from './clean-span.ts';

/**
 * @returns an exporter that sends only what may leave this machine, and tells the log when the collector stops taking
 * spans, and when it takes them again: a line for each batch would be one every few seconds
 */
export function guardExporter(inner: SpanExporter, log: Pick<Logger, 'info' | 'warn'>): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      inner.export(spans.map(cleanSpan), (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !isAway)
          log.warn({ err: result.error }, 'the collector takes no spans; calls are logged all the same');
        if (!failed && isAway) log.info('the collector takes spans again; those of the meantime are lost');
        isAway = failed;
        done(result);
      });
    },
    shutdown: async () => await inner.shutdown(),
    forceFlush: async () => await inner.forceFlush?.(),
  };
}
