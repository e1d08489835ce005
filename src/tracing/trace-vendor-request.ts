import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { isVendorFault } from '../adapters/http/is-vendor-fault.ts';
import type { OnAnswered } from '../adapters/http/send-request.ts';

/**
 * @returns what makes a span of each request to a vendor once it is over, inside that of the activity which has made it.
 * Its address is in no span: it has numbers and ids in it.
 */
export function traceVendorRequest(tracer: Tracer): OnAnswered {
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
