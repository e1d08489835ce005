/** What a webhook carries: Aircall's envelope, always these five keys. */
export interface EventBody {
  resource: string;
  event: string;
  /** Unix seconds. */
  timestamp: number;
  token: string;
  data: Record<string, unknown>;
}

/** One try to deliver an event. `status` is the HTTP status, or how it failed without one. */
export interface DeliveryAttempt {
  atMs: number;
  durationMs: number;
  status: number | 'timeout' | 'unreachable';
}

/** One event for one webhook, with all its attempts. */
export interface WebhookDelivery {
  webhookId: string;
  url: string;
  event: string;
  callId: number;
  body: EventBody;
  attempts: DeliveryAttempt[];
  /** skipped: the webhook was disabled when it happened, and the event is lost. */
  outcome: 'pending' | 'delivered' | 'given-up' | 'skipped';
}
