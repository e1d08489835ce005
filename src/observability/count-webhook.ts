import type { Metrics } from './create-metrics.ts';
import { eventLabel } from './event-label.ts';

interface WebhookSeen {
  /** As Aircall names it; null when it was not read. */
  event: string | null;
  outcome: string;
  durationMs: number;
}

/** @returns what counts each webhook that was answered */
export function countWebhook(metrics: Metrics): (seen: WebhookSeen) => void {
  return ({ event, outcome, durationMs }) => {
    metrics.count('callthread_webhooks_total', { event: eventLabel(event), outcome });
    metrics.observe('callthread_webhook_seconds', {}, durationMs / 1000);
  };
}
