import { setTimeout as sleep } from 'node:timers/promises';
import { type Attributes, context, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import { ApplicationFailure } from '@temporalio/common';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import { isVendorFault } from '../adapters/http/errors.ts';
import type { OnAnswered } from '../adapters/http/request.ts';
import type { AroundWebhook } from '../http/webhooks/observe.ts';
import type { Logger } from './logger.ts';
import { eventLabel } from './request-metrics.ts';
import type { Tracing } from './tracing.ts';

interface TracingOptions extends Collector {
  serviceName: string;
  /** How long `stop` waits for the collector. */
  timeoutMs?: number;
  log: Logger;
}

/** Starts OpenTelemetry for this process. Import this file dynamically: without traces, OpenTelemetry must not be loaded. */
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
      return await Promise.race([sent, sleep(options.timeoutMs ?? 5_000, false, { ref: false })]);
    },
  };
}

interface Collector {
  /** The complete address. */
  url: string;
  protocol: 'http/protobuf' | 'http/json';
  headers: Record<string, string>;
}

/** @returns an exporter that posts spans to the collector; OpenTelemetry's own variables set timeouts and the like */
function createExporter({ url, protocol, headers }: Collector): SpanExporter {
  const Exporter = protocol === 'http/json' ? JsonExporter : ProtobufExporter;
  return new Exporter({ url, headers });
}

/**
 * @returns an exporter that sends only what may leave this machine. It logs when the collector fails and when it works
 * again, not for each batch
 */
function guardExporter(inner: SpanExporter, log: Pick<Logger, 'info' | 'warn'>): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      inner.export(spans.map(cleanSpan), (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !isAway)
          log.warn({ err: result.error }, 'the trace collector does not accept spans; calls are still logged');
        if (!failed && isAway) log.info('the trace collector accepts spans again; those in between are lost');
        isAway = failed;
        done(result);
      });
    },
    shutdown: async () => await inner.shutdown(),
    forceFlush: async () => await inner.forceFlush?.(),
  };
}

/** @returns a function that starts a span and a new trace for each webhook, ignoring the sender's trace context. */
function traceWebhook(tracer: Tracer): AroundWebhook {
  return ({ method, path }, take) => {
    const span = tracer.startSpan(`${method} ${path}`, {
      kind: SpanKind.SERVER,
      root: true,
      attributes: { 'http.request.method': method, 'url.path': path },
    });
    context.with(trace.setSpan(context.active(), span), take);
    return (seen, callId) => {
      if (callId !== undefined) span.setAttribute('callthread.call_id', callId);
      if (seen !== null) {
        const { event, outcome, status } = seen;
        span.setAttributes({
          'http.response.status_code': status,
          'callthread.event': eventLabel(event),
          'callthread.outcome': outcome,
        });
      }
      // The sender's mistakes are not our errors.
      if (seen === null || seen.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
  };
}

/** Adds the type of a failure, such as `FrontNotFound`, to the activity's span; Temporal's interceptor omits it. */
const addFailureType: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof ApplicationFailure && error.type)
        trace.getActiveSpan()?.setAttribute('error.type', error.type);
      throw error;
    }
  },
};

/** @returns interceptors that create a span for each attempt at an activity */
function traceActivity(tracer: Tracer): ActivityInterceptorsFactory[] {
  return [
    (activity) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(activity, { tracer }) }),
    () => ({ inbound: addFailureType }),
  ];
}

/**
 * @returns a function that creates a span for each completed vendor request, inside its activity's span. Spans omit the
 * address, which contains numbers and ids.
 */
function traceVendorRequest(tracer: Tracer): OnAnswered {
  return (seen) => {
    const { vendor, operation, status, durationMs } = seen;
    const endedAtMs = Date.now();
    const span = tracer.startSpan(`${vendor} ${operation}`, {
      kind: SpanKind.CLIENT,
      startTime: endedAtMs - durationMs,
      attributes: {
        'callthread.vendor': vendor,
        'callthread.operation': operation,
        ...(typeof status === 'number' ? { 'http.response.status_code': status } : { 'error.type': status }),
      },
    });
    if (isVendorFault(seen)) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endedAtMs);
  };
}

/** The attributes that may leave this machine, with the names they are sent under. */
const allowed: ReadonlyMap<string, string> = new Map([
  ...[
    'http.request.method',
    'http.response.status_code',
    'url.path',
    'error.type',
    'callthread.event',
    'callthread.outcome',
    'callthread.call_id',
    'callthread.vendor',
    'callthread.operation',
    'temporalWorkflowId',
    'temporalActivityId',
    'run_id',
  ].map((name): [string, string] => [name, name]),
  // Temporal's interceptors attach everything about a run, including search attributes with people's names.
  ['workflowId', 'temporalWorkflowId'],
  ['runId', 'run_id'],
]);

/**
 * @returns the span as it may leave this machine: without error messages, which may contain personal data; Temporal has
 * them
 */
function cleanSpan(span: ReadableSpan): ReadableSpan {
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanId === undefined ? {} : { parentSpanId: span.parentSpanId }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: cleanAttributes(span.attributes),
    events: [],
    links: [],
    resource: span.resource,
    instrumentationLibrary: span.instrumentationLibrary,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

function cleanAttributes(attributes: Attributes): Attributes {
  const kept = Object.entries(attributes).flatMap(([name, value]) => {
    const known = allowed.get(name);
    return known === undefined || isOfCaller(value) ? [] : [[known, value] as const];
  });
  return Object.fromEntries(kept);
}

/** The id of a caller's lock is derived from the number and could be found by trying all numbers. */
function isOfCaller(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('caller-');
}
