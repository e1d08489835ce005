import { z } from 'zod';
import { Text } from './fields.ts';
import { readShape } from './read-shape.ts';
import type { RequestAircall } from './request-aircall.ts';

/** A webhook as Aircall's API shows it. */
export interface AircallWebhook {
  id: string;
  url: string;
  /** The one that its deliveries carry. */
  token: string | null;
  active: boolean;
  events: string[];
}

export interface WebhookCalls {
  /** @returns a page (50) of the company's webhooks */
  listWebhooks(page: number): Promise<{ webhooks: AircallWebhook[]; nextPage: number | null }>;
  /**
   * Switches a webhook on. An update that names no events would register it to all there are (Aircall's reference on
   * webhooks), so it is given its own.
   * @returns the webhook as it is then
   */
  enableWebhook(webhook: Pick<AircallWebhook, 'id' | 'events'>): Promise<AircallWebhook>;
}

const Webhook = z.object({
  webhook_id: z.string().regex(/^[\w-]+$/),
  url: z.string(),
  token: Text,
  active: z.boolean(),
  events: z.array(z.string()),
});
const OneWebhook = z.object({ webhook: Webhook });
const ManyWebhooks = z.object({
  webhooks: z.array(Webhook),
  meta: z.object({ next_page_link: z.string().nullish() }).nullish(),
});

export function createWebhookCalls(ask: RequestAircall): WebhookCalls {
  return {
    listWebhooks(page) {
      const query = { page: String(page), per_page: '50' };
      return ask({ operation: 'list-webhooks', path: '/v1/webhooks', query }, (body) => {
        const { webhooks, meta } = readShape(ManyWebhooks, body);
        return { webhooks: webhooks.map(toWebhook), nextPage: meta?.next_page_link ? page + 1 : null };
      });
    },
    enableWebhook({ id, events }) {
      const json = { active: true, ...(events.length === 0 ? {} : { events }) };
      return ask({ operation: 'update-webhook', method: 'PUT', path: `/v1/webhooks/${id}`, json }, (body) =>
        toWebhook(readShape(OneWebhook, body).webhook),
      );
    },
  };
}

function toWebhook({ webhook_id: id, url, token, active, events }: z.infer<typeof Webhook>): AircallWebhook {
  return { id, url, token, active, events };
}
