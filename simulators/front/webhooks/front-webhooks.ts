import { setTimeout as sleep } from 'node:timers/promises';
import { company } from '../company.ts';
import type { FrontContext } from '../front-context.ts';
import type { WebhookOptions } from '../front-options.ts';
import { presentEvent } from '../http/present/present-event.ts';
import { signWebhook } from './sign-webhook.ts';

const retries = 3;
const defaultRetryDelayMs = 500;
/** Front's documentation on application webhooks: an answer is due within 5 seconds. */
const defaultTimeLimitMs = 5000;

/** What became of one webhook: the status of each attempt, `none` where no answer came in time. */
export interface Delivery {
  type: string;
  conversationId: string;
  attempts: (number | 'none')[];
}

/**
 * Sends every event to the application's webhook, without order, each up to 3 times more until it is answered 2xx.
 * The body is what was true at the event. @returns the deliveries, a list that grows
 */
export function startFrontWebhooks(context: FrontContext, webhook: WebhookOptions): Delivery[] {
  const deliveries: Delivery[] = [];
  context.state.onEvent((event) => {
    const payload = presentEvent(context, event, context.state.nextId('evt'));
    const body = JSON.stringify({ type: event.type, authorization: { id: company.id }, payload });
    const delivery: Delivery = { type: event.type, conversationId: event.conversation.id, attempts: [] };
    deliveries.push(delivery);
    context.background.run(deliver(webhook, body, delivery, context.background.signal));
  });
  return deliveries;
}

async function deliver(webhook: WebhookOptions, body: string, delivery: Delivery, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt <= retries && !signal.aborted; attempt += 1) {
    if (attempt > 0) await sleep(webhook.retryDelayMs ?? defaultRetryDelayMs, undefined, { signal }).catch(() => {});
    const status = await post(webhook, body, signal);
    delivery.attempts.push(status);
    if (status !== 'none' && status >= 200 && status < 300) return;
  }
}

async function post(webhook: WebhookOptions, body: string, signal: AbortSignal): Promise<number | 'none'> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: signWebhook(webhook.secret, Date.now(), body),
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(webhook.timeLimitMs ?? defaultTimeLimitMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 'none';
  }
}
