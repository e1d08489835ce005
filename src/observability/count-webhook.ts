import { callEventNames } from '../domain/call-event.ts';
import type { Metrics } from './create-metrics.ts';

const known: ReadonlySet<string> = new Set(callEventNames);

interface WebhookSeen {
  /** As Aircall names it; null when it was not read. */
  event: string | null;
  outcome: string;
  durationMs: number;
}

/** @returns what counts each webhook that was answered; events that nobody knows share a name, for theirs may be any text */
export function countWebhook(metrics: Metrics): (seen: WebhookSeen) => void {
  return ({ event, outcome, durationMs }) => {
    const label = event === null ? 'none' : known.has(event) ? event : 'other';
    metrics.count('callthread_webhooks_total', { event: label, outcome });
    metrics.observe('callthread_webhook_seconds', {}, durationMs / 1000);
  };
}
