import type { Request, Response } from 'express';
import type { Logger } from '../../telemetry/logger.ts';

/** What a route learns about a webhook while handling it; unset until known. */
export interface WebhookFacts {
  event?: string;
  callId?: number | undefined;
  outcome?: 'accepted' | 'ignored';
}

/** Summary of an answered webhook, for metrics and traces. */
export interface WebhookSeen {
  /** The vendor's name for it; null if it was not read, or not from the vendor. */
  event: string | null;
  /** `refused`: the sender's mistake; `unavailable`: a failure here. */
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

/** @returns middleware that logs one line per webhook, without token, names or numbers, and reports its summary */
export function logWebhooks(log: Logger, onWebhook: (seen: WebhookSeen) => void = () => {}) {
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

interface WebhookArrived {
  method: string;
  /** Without the query. */
  path: string;
}

/** Called when the webhook is done; `seen` is null if the sender hung up before the answer. */
type WebhookOver = (seen: WebhookSeen | null, callId: number | undefined) => void;

/** Runs the handler of a webhook, inside a span for example. @returns the callback for its end */
export type AroundWebhook = (arrived: WebhookArrived, take: () => void) => WebhookOver;

/** @returns middleware for the webhook paths only: any other path is arbitrary text */
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
