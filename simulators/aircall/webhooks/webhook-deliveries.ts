import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AircallState, AircallWebhook } from '../aircall-state.ts';
import { StopSwitch } from '../stop-switch.ts';
import { postWebhook, type WebhookAgents } from './post-webhook.ts';
import type { EventBody, WebhookDelivery } from './webhook-delivery.ts';

const maxRetries = 50;
const failuresBeforeDisabling = 10;
/** Enough for any receiver, few enough that a burst of calls does not choke on its own connections. */
const agentOptions = { keepAlive: true, maxSockets: 64, timeout: 1000 };

export interface DeliveryOptions {
  timeScale: number;
  retryDelaysMs: number[];
  webhookTimeoutMs: number;
}

/** An event on its way. `attempted`: every webhook was tried once. `finished`: delivered or given up everywhere. */
export interface Published {
  attempted: Promise<void>;
  finished: Promise<void>;
}

/**
 * Delivers events to the webhooks registered for them: at least once, each on its own, so in no fixed order. Any 2xx
 * within the time limit is a success. After ten failures in a row a webhook is disabled; failed deliveries are still
 * retried, and a success enables it again. Events that happen meanwhile are lost (Aircall does not say; this is the
 * harder case).
 */
export class WebhookDeliveries {
  readonly #state: AircallState;
  readonly #options: DeliveryOptions;
  readonly #agents: WebhookAgents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  #switch = new StopSwitch();

  constructor(state: AircallState, options: DeliveryOptions) {
    this.#state = state;
    this.#options = options;
  }

  publish(callId: number, event: Omit<EventBody, 'token'>): Published {
    const sends = [...this.#state.webhooks.values()]
      .filter((webhook) => webhook.events.includes(event.event))
      .map((webhook) => this.#send(webhook, callId, event));
    return {
      attempted: Promise.all(sends.map(({ attempted }) => attempted)).then(() => undefined),
      finished: Promise.all(sends.map(({ finished }) => finished)).then(() => undefined),
    };
  }

  /** Drops all that is on its way. */
  stop(): void {
    this.#switch.stop();
    this.#switch = new StopSwitch();
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #send(webhook: AircallWebhook, callId: number, event: Omit<EventBody, 'token'>): Published {
    const { url } = webhook;
    const { resource, timestamp, data } = event;
    const body = { resource, event: event.event, timestamp, token: webhook.token, data };
    const delivery: WebhookDelivery = {
      webhookId: webhook.id,
      url,
      event: event.event,
      callId,
      body,
      attempts: [],
      outcome: webhook.active ? 'pending' : 'skipped',
    };
    this.#state.deliveries.push(delivery);
    if (!webhook.active) return { attempted: Promise.resolve(), finished: Promise.resolve() };
    const stopSwitch = this.#switch;
    const attempted = this.#attempt(delivery, stopSwitch);
    return { attempted: attempted.then(() => undefined), finished: this.#retry(delivery, attempted, stopSwitch) };
  }

  async #retry(delivery: WebhookDelivery, first: Promise<boolean>, stopSwitch: StopSwitch): Promise<void> {
    let delivered = await first;
    const { retryDelaysMs, timeScale } = this.#options;
    for (let retry = 0; !delivered && retry < maxRetries; retry += 1) {
      const delayMs = (retryDelaysMs[retry] ?? retryDelaysMs.at(-1) ?? 0) * timeScale;
      await stopSwitch.wait(delayMs);
      if (stopSwitch.stopped || !this.#state.webhooks.has(delivery.webhookId)) break;
      delivered = await this.#attempt(delivery, stopSwitch);
    }
    delivery.outcome = delivered ? 'delivered' : 'given-up';
  }

  async #attempt(delivery: WebhookDelivery, stopSwitch: StopSwitch): Promise<boolean> {
    const attempt = await postWebhook(
      delivery.url,
      delivery.body,
      this.#options.webhookTimeoutMs,
      this.#agents,
      stopSwitch,
    );
    const delivered = typeof attempt.status === 'number' && attempt.status >= 200 && attempt.status < 300;
    if (stopSwitch.stopped && !delivered) return false;
    delivery.attempts.push(attempt);
    const webhook = this.#state.webhooks.get(delivery.webhookId);
    if (webhook !== undefined) countResult(webhook, delivered);
    return delivered;
  }
}

function countResult(webhook: AircallWebhook, delivered: boolean): void {
  webhook.consecutiveFailures = delivered ? 0 : webhook.consecutiveFailures + 1;
  if (delivered && webhook.disabledByFailures) {
    webhook.active = true;
    webhook.disabledByFailures = false;
  } else if (webhook.active && webhook.consecutiveFailures >= failuresBeforeDisabling) {
    webhook.active = false;
    webhook.disabledByFailures = true;
  }
}
