import type { Request, Response } from 'express';
import type { Logger } from '../../observability/logger.ts';

/** What a route learns of a webhook while it takes it; unset as long as it is not known. */
export interface WebhookFacts {
  event?: string;
  callId?: number | undefined;
  outcome?: 'accepted' | 'ignored';
}

/** What is told of every webhook once it is answered, for metrics. */
export interface WebhookSeen {
  /** As Aircall names it; null when it was not read, or not from Aircall. */
  event: string | null;
  /** `refused`: a mistake of the sender's; `unavailable`: a failure here. */
  outcome: 'accepted' | 'ignored' | 'refused' | 'unavailable';
  status: number;
  durationMs: number;
}

/** @returns middleware that logs each webhook in a line, without token, names or numbers, and hands on what was seen */
export function watchWebhooks(log: Logger, onWebhook: (seen: WebhookSeen) => void = () => {}) {
  return (_request: Request, response: Response<unknown, WebhookFacts>, next: () => void): void => {
    const startedAtMs = performance.now();
    response.once('finish', () => {
      const { event, callId, outcome } = response.locals;
      const status = response.statusCode;
      const seen: WebhookSeen = {
        event: event ?? null,
        outcome: outcome ?? (status < 500 ? 'refused' : 'unavailable'),
        status,
        durationMs: performance.now() - startedAtMs,
      };
      log[outcome === undefined ? 'warn' : 'info']({ ...seen, callId }, 'webhook answered');
      onWebhook(seen);
    });
    next();
  };
}
