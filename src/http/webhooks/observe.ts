import type { Request, Response } from 'express';
import type { Logger } from '../../telemetry/logger.ts';

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
function webhookSeen(response: Response<unknown, WebhookFacts>, startedAtMs: number): WebhookSeen {
  const { event, outcome } = response.locals;
  const status = response.statusCode;
  return {
    event: event ?? null,
    outcome: outcome ?? (status < 500 ? 'refused' : 'unavailable'),
    status,
    durationMs: performance.now() - startedAtMs,
  };
}

/** @returns middleware that logs each webhook in a line, without token, names or numbers, and hands on what was seen */
export function watchWebhooks(log: Logger, onWebhook: (seen: WebhookSeen) => void = () => {}) {
  return (_request: Request, response: Response<unknown, WebhookFacts>, next: () => void): void => {
    const startedAtMs = performance.now();
    response.once('finish', () => {
      const seen = webhookSeen(response, startedAtMs);
      const { callId, outcome } = response.locals;
      log[outcome === undefined ? 'warn' : 'info']({ ...seen, callId }, 'webhook answered');
      onWebhook(seen);
    });
    next();
  };
}

export interface WebhookArrived {
  method: string;
  /** Without what follows a question mark. */
  path: string;
}

/** What there is to tell once it is over; `seen` is null when the sender went away before the answer. */
export type WebhookOver = (seen: WebhookSeen | null, callId: number | undefined) => void;

/** Runs what takes a webhook: inside a span, say. @returns what is told how it ended */
export type AroundWebhook = (arrived: WebhookArrived, take: () => void) => WebhookOver;

/** @returns middleware for the paths of webhooks alone: a stranger's path is any text */
export function surroundWebhooks(around: AroundWebhook) {
  return (request: Request, response: Response<unknown, WebhookFacts>, next: () => void): void => {
    const startedAtMs = performance.now();
    let over: WebhookOver = () => {};
    response.once('close', () => {
      over(response.writableFinished ? webhookSeen(response, startedAtMs) : null, response.locals.callId);
    });
    over = around({ method: request.method, path: request.baseUrl }, next);
  };
}
