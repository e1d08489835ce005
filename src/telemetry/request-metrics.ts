import { callEventNames } from '../domain/call-event.ts';
import type { Metrics } from './metrics.ts';

interface WebhookSeen {
  /** As Aircall names it; null when it was not read. */
  event: string | null;
  outcome: string;
  durationMs: number;
}

/** Has the series that alerts go by begin: the first webhook that fails is to be seen as one more. */
export function beginWebhookCounts(metrics: Metrics): void {
  for (const event of [...callEventNames, 'other', 'none']) {
    for (const outcome of ['unavailable', 'refused']) metrics.begin('callthread_webhooks_total', { event, outcome });
  }
}

/** @returns what counts each webhook that was answered */
export function countWebhook(metrics: Metrics): (seen: WebhookSeen) => void {
  return ({ event, outcome, durationMs }) => {
    metrics.count('callthread_webhooks_total', { event: eventLabel(event), outcome });
    metrics.observe('callthread_webhook_seconds', {}, durationMs / 1000);
  };
}

const known: ReadonlySet<string> = new Set([...callEventNames, 'conversation_archived']);

/**
 * @param event as the vendor named it; null when it was not read
 * @returns a name of few: events that nobody knows share one, for theirs may be any text
 */
export function eventLabel(event: string | null): string {
  return event === null ? 'none' : known.has(event) ? event : 'other';
}

interface RequestSeen {
  vendor: string;
  operation: string;
  /** The HTTP status, or how there came to be none. */
  status: number | string;
  durationMs: number;
}

/** @returns what counts each request to a vendor once it has an answer, or will have none */
export function countVendorRequest(metrics: Metrics): (seen: RequestSeen) => void {
  return ({ vendor, operation, status, durationMs }) => {
    metrics.count('callthread_vendor_requests_total', { vendor, operation, status });
    metrics.observe('callthread_vendor_request_seconds', { vendor, operation }, durationMs / 1000);
  };
}

/** Front counts by the minute. */
const windowMs = 60_000;

/** Shows Front's limit from its first answer on. @returns what is told of the limit, in requests a minute, and what is left of it */
export function showFrontLimit(
  metrics: Metrics,
  now: () => number = () => performance.now(),
): (limit: number, left: number) => void {
  let last: { limit: number; left: number; atMs: number } | undefined;
  metrics.onScrape('callthread_front_limit', async () =>
    last === undefined ? [] : [{ labels: {}, value: last.limit }],
  );
  metrics.onScrape('callthread_front_limit_left', async () => {
    if (last === undefined) return [];
    // Nobody asks Front at night, and its last word of the evening is no longer true.
    return [{ labels: {}, value: now() - last.atMs < windowMs ? last.left : last.limit }];
  });
  return (limit, left) => {
    last = { limit, left, atMs: now() };
  };
}
