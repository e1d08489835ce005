import { type Request, type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallWebhook } from '../aircall-state.ts';
import { webhookBody } from '../bodies/webhook-body.ts';
import { addWebhook } from '../webhooks/add-webhook.ts';
import { eventsAfterUpdate, parseWebhookRequest } from '../webhooks/parse-webhook-request.ts';
import { paginate } from './paginate.ts';
import { refuse } from './refuse.ts';

/** A company has no more webhooks than that (Aircall's reference on webhooks). */
const maxWebhooks = 100;

/** `/v1/webhooks`: create, list, read, update, delete. The token is made once, on creation, and shown on every read. */
export function webhookRoutes({ state, links }: AircallAccount): Router {
  const routes = Router();
  routes.post('/webhooks', (request, response) => {
    const parsed = parseWebhookRequest(request.body);
    if ('problem' in parsed) refuse(response, 400, parsed.problem);
    else if (parsed.url === undefined) refuse(response, 400, 'url is required');
    else if (state.webhooks.size >= maxWebhooks) refuse(response, 400, `Maximum of ${maxWebhooks} webhooks reached`);
    else {
      const { url, events = [], customName = null } = parsed;
      response.status(201).json({ webhook: webhookBody(addWebhook(state, { url, events, customName })) });
    }
  });
  routes.get('/webhooks', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.webhooks.values()]);
    response.json({ meta, webhooks: list.map(webhookBody) });
  });
  routes.get('/webhooks/:id', (request, response) => {
    const webhook = find(request, response);
    if (webhook !== undefined) response.json({ webhook: webhookBody(webhook) });
  });
  routes.put('/webhooks/:id', (request, response) => {
    const webhook = find(request, response);
    if (webhook === undefined) return;
    const parsed = parseWebhookRequest(request.body);
    if ('problem' in parsed) {
      refuse(response, 400, parsed.problem);
      return;
    }
    webhook.url = parsed.url ?? webhook.url;
    webhook.customName = parsed.customName === undefined ? webhook.customName : parsed.customName;
    webhook.events = eventsAfterUpdate(webhook.events, parsed.events, request.query['events_action']);
    if (parsed.active !== undefined) switchWebhook(webhook, parsed.active);
    response.json({ webhook: webhookBody(webhook) });
  });
  routes.delete('/webhooks/:id', (request, response) => {
    const webhook = find(request, response);
    if (webhook === undefined) return;
    state.webhooks.delete(webhook.id);
    response.status(204).end();
  });
  return routes;

  function find(request: Request, response: Response): AircallWebhook | undefined {
    const webhook = state.webhooks.get(String(request.params['id']));
    if (webhook === undefined) refuse(response, 404, 'Webhook not found');
    return webhook;
  }
}

/** By hand: only a webhook that Aircall itself switched off comes back by itself. */
function switchWebhook(webhook: AircallWebhook, active: boolean): void {
  webhook.active = active;
  webhook.disabledByFailures = false;
  webhook.consecutiveFailures = 0;
}
