import type { Request, Response } from 'express';
import { type WebhookFacts, type WebhookSeen, webhookSeen } from './webhook-seen.ts';

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
