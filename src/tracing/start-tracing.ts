import { setTimeout as sleep } from 'node:timers/promises';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import { makeWorkflowExporter } from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { Logger } from '../observability/logger.ts';
import { type Collector, createExporter } from './create-exporter.ts';
import { guardExporter } from './guard-exporter.ts';
import { traceActivity } from './trace-activity.ts';
import { traceVendorRequest } from './trace-vendor-request.ts';
import { traceWebhook } from './trace-webhook.ts';
import type { Tracing } from './tracing.ts';

export interface TracingOptions extends Collector {
  serviceName: string;
  /** How long `stop` waits for the collector. */
  patienceMs?: number;
  log: Logger;
}

/**
 * Starts OpenTelemetry for this process. The one way into this folder, and never by a plain import: where no traces are
 * asked for nothing of it is loaded.
 */
export function startTracing(options: TracingOptions): Tracing {
  const resource = Resource.default()
    .merge(detectResourcesSync({ detectors: [envDetectorSync] }))
    .merge(new Resource({ 'service.name': options.serviceName }));
  const processor = new BatchSpanProcessor(guardExporter(createExporter(options), options.log));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  const tracer = provider.getTracer('callthread');
  return {
    aroundWebhook: traceWebhook(tracer),
    client: [new OpenTelemetryWorkflowClientInterceptor({ tracer })],
    worker: {
      sinks: { exporter: makeWorkflowExporter(processor, resource) },
      activity: traceActivity(tracer),
    },
    onAnswered: traceVendorRequest(tracer),
    async stop() {
      const sent = provider.shutdown().then(() => true);
      return await Promise.race([sent, sleep(options.patienceMs ?? 5_000, false, { ref: false })]);
    },
  };
}
