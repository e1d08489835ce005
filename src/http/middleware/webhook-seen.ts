import type { Response } from 'express';

/** What a route learns of a webhook while it takes it; unset as long as it is not known. */
export interface WebhookFacts {
  event?: string;
  callId?: number | undefined;
  outcome?: 'accepted' | 'ignored';
}

/** What is told of every webhook once it is answered, for metrics and traces. */
export interface WebhookSeen {
  /** As the vendor names it; null when it was not read, or not from the vendor. */
  event: string | null;
  /** `refused`: a mistake of the sender's; `unavailable`: a failure here. */
  outcome: 'accepted' | 'ignored' | 'refused' | 'unavailable';
  status: number;
  durationMs: number;
}

/** @param startedAtMs by `performance.now()` */
export function webhookSeen(response: Response<unknown, WebhookFacts>, startedAtMs: number): WebhookSeen {
  const { event, outcome } = response.locals;
  const status = response.statusCode;
  return {
    event: event ?? null,
    outcome: outcome ?? (status < 500 ? 'refused' : 'unavailable'),
    status,
    durationMs: performance.now() - startedAtMs,
  };
}
