import type { AircallWebhook } from '../aircall-state.ts';
import { apiLink } from './api-link.ts';

/** A webhook as its own routes show it. */
export function webhookBody(webhook: AircallWebhook) {
  return {
    webhook_id: webhook.id,
    direct_link: apiLink(`v1/webhooks/${webhook.id}`),
    created_at: webhook.createdAt,
    custom_name: webhook.customName,
    url: webhook.url,
    active: webhook.active,
    events: webhook.events,
    token: webhook.token,
  };
}
