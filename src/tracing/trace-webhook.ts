import { context, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { AroundWebhook } from '../http/middleware/surround-webhooks.ts';
import { eventLabel } from '../observability/event-label.ts';

/** @returns what makes a span of each webhook, and a trace of what it sets going; a sender's own trace is not joined. */
export function traceWebhook(tracer: Tracer): AroundWebhook {
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
      // A mistake of the sender's is none of ours.
      if (seen === null || seen.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
  };
}
