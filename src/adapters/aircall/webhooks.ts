import { z } from 'zod';
import { neededEventNames } from '../../domain/call-event.ts';
import { listAll, type RequestAircall } from './request.ts';
import { readShape, Text } from './schema.ts';

/** A webhook as Aircall's API shows it. */
export interface AircallWebhook {
  id: string;
  url: string;
  /** The one that its deliveries carry. */
  token: string | null;
  active: boolean;
  events: string[];
}

interface WebhooksApi {
  /** @returns the company's webhooks, without those that are not as documented: other tools make them */
  listWebhooks(): Promise<AircallWebhook[]>;
  /**
   * Switches a webhook on. An update that names no events would register it to all there are (Aircall's reference on
   * webhooks), so it is given its own; one that has none is given those of calls.
   * @returns the webhook as it is then
   */
  enableWebhook(webhook: Pick<AircallWebhook, 'id' | 'events'>): Promise<AircallWebhook>;
  /** Makes a webhook for these events. @returns it, with the token that Aircall gave it */
  createWebhook(url: string, events: readonly string[]): Promise<AircallWebhook>;
  /** Switches a webhook on, for these events and no other; its address and token stay. */
  repairWebhook(id: string, events: readonly string[]): Promise<AircallWebhook>;
  deleteWebhook(id: string): Promise<void>;
}

const Webhook = z.object({
  webhook_id: z.string().regex(/^[\w-]+$/),
  url: z.string(),
  token: Text,
  active: z.boolean(),
  events: z
    .array(z.string())
    .nullish()
    .transform((events) => events ?? []),
});
const OneWebhook = z.object({ webhook: Webhook });
const ManyWebhooks = z.object({ webhooks: z.array(z.unknown()) });

export function createWebhooks(ask: RequestAircall): WebhooksApi {
  return {
    listWebhooks() {
      const request = { operation: 'list-webhooks', path: '/v1/webhooks' };
      return listAll(ask, request, (body) => readShape(ManyWebhooks, body).webhooks.flatMap(readEach));
    },
    async enableWebhook({ id, events }) {
      return await switchOn(id, events.length === 0 ? neededEventNames : events);
    },
    createWebhook(url, events) {
      const json = { custom_name: 'Callthread', url, events };
      return ask({ operation: 'create-webhook', method: 'POST', path: '/v1/webhooks', json }, readOne);
    },
    async repairWebhook(id, events) {
      return await switchOn(id, events);
    },
    async deleteWebhook(id) {
      await ask({ operation: 'delete-webhook', method: 'DELETE', path: pathOf(id) }, () => null);
    },
  };

  async function switchOn(id: string, events: readonly string[]): Promise<AircallWebhook> {
    const json = { active: true, events };
    return await ask({ operation: 'update-webhook', method: 'PUT', path: pathOf(id), json }, readOne);
  }
}

function pathOf(id: string): string {
  return `/v1/webhooks/${encodeURIComponent(id)}`;
}

function readOne(body: unknown): AircallWebhook {
  return toWebhook(readShape(OneWebhook, body).webhook);
}

function readEach(body: unknown): AircallWebhook[] {
  const { data: webhook } = Webhook.safeParse(body);
  return webhook === undefined ? [] : [toWebhook(webhook)];
}

function toWebhook({ webhook_id: id, url, token, active, events }: z.infer<typeof Webhook>): AircallWebhook {
  return { id, url, token, active, events };
}
