import { randomBytes, randomUUID } from 'node:crypto';
import type { AircallState, AircallWebhook } from '../aircall-state.ts';
import { eventNames } from './event-names.ts';

export interface WebhookSeed {
  url: string;
  /** Default: a random one, as Aircall makes it. */
  token?: string;
  customName?: string | null;
  /** Empty or absent: all events (Aircall's reference on webhooks). */
  events?: string[];
}

/** Registers a webhook, as `POST /v1/webhooks` does but without its checks. */
export function addWebhook(state: AircallState, seed: WebhookSeed): AircallWebhook {
  const webhook: AircallWebhook = {
    id: randomUUID(),
    url: seed.url,
    token: seed.token ?? randomBytes(16).toString('hex'),
    customName: seed.customName ?? null,
    active: true,
    events: seed.events === undefined || seed.events.length === 0 ? [...eventNames] : [...new Set(seed.events)],
    createdAt: new Date().toISOString(),
    consecutiveFailures: 0,
    disabledByFailures: false,
  };
  state.webhooks.set(webhook.id, webhook);
  return webhook;
}
