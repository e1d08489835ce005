import type { Request, Response } from 'express';
import type { Logger } from '../../telemetry/logger.ts';
import { type WebhookFacts, type WebhookSeen, webhookSeen } from './webhook-seen.ts';

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
