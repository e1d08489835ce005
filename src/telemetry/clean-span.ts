import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';

/** What spans say beyond their names, each by the name that it goes out with. Everything else stays here. */
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
  // Temporal's interceptors put all that is known of a run on its spans: search attributes with names of people, too.
  ['workflowId', 'temporalWorkflowId'],
  ['runId', 'run_id'],
]);

/**
 * @returns the span as it may leave this machine: without the messages of errors, which are a vendor's words and may be
 * about a person; Temporal has them
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

/** The id of a caller's lock is made of the number, and whoever tries all numbers finds out which. */
function isOfCaller(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('caller-');
}
