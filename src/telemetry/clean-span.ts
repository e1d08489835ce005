import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';

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
export function cleanSpan(span: ReadableSpan): ReadableSpan {
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
