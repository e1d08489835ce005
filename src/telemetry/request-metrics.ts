import { callEventNames, cardEvents } from '../domain/call-event.ts';
import { noteEventNames } from '../domain/notes/note-kinds.ts';
import type { Metrics } from './metrics.ts';

interface WebhookSeen {
  /** Aircall's name; null if it was not read. */
  event: string | null;
  outcome: string;
  durationMs: number;
}

/** Starts the series that alerts use, so that the first failure counts as an increase. */
export function beginWebhookCounts(metrics: Metrics): void {
  for (const event of [...callEventNames, ...noteEventNames, 'other', 'none']) {
    for (const outcome of ['unavailable', 'refused']) metrics.begin('callthread_webhooks_total', { event, outcome });
  }
}

/** @returns a function that counts each answered webhook */
export function countWebhook(metrics: Metrics): (seen: WebhookSeen) => void {
  return ({ event, outcome, durationMs }) => {
    metrics.count('callthread_webhooks_total', { event: eventLabel(event), outcome });
    metrics.observe('callthread_webhook_seconds', {}, durationMs / 1000);
  };
}

const known: ReadonlySet<string> = new Set([
  ...callEventNames,
  ...cardEvents,
  ...noteEventNames,
  'conversation_archived',
]);

/**
 * @param event the vendor's name; null if it was not read
 * @returns one of few labels: unknown events share one, because their names may be any text
 */
export function eventLabel(event: string | null): string {
  return event === null ? 'none' : known.has(event) ? event : 'other';
}

interface RequestSeen {
  vendor: string;
  operation: string;
  /** The HTTP status, or why there is none. */
  status: number | string;
  durationMs: number;
}

/** @returns a function that counts each request to a vendor, answered or failed */
export function countVendorRequest(metrics: Metrics): (seen: RequestSeen) => void {
  return ({ vendor, operation, status, durationMs }) => {
    metrics.count('callthread_vendor_requests_total', { vendor, operation, status });
    metrics.observe('callthread_vendor_request_seconds', { vendor, operation }, durationMs / 1000);
  };
}

/** Front's limit is per minute. */
const windowMs = 60_000;

/** Reports Front's limit once known. @returns a function that takes the limit, in requests a minute, and how many are left */
export function reportFrontLimit(
  metrics: Metrics,
  now: () => number = () => performance.now(),
): (limit: number, left: number) => void {
  let last: { limit: number; left: number; atMs: number } | undefined;
  metrics.onScrape('callthread_front_limit', async () =>
    last === undefined ? [] : [{ labels: {}, value: last.limit }],
  );
  metrics.onScrape('callthread_front_limit_left', async () => {
    if (last === undefined) return [];
    // After a minute without requests the last answer is out of date.
    return [{ labels: {}, value: now() - last.atMs < windowMs ? last.left : last.limit }];
  });
  return (limit, left) => {
    last = { limit, left, atMs: now() };
  };
}
