import { callEventNames } from '../domain/call-event.ts';
import type { Metrics } from './create-metrics.ts';
import { eventLabel } from './event-label.ts';

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
