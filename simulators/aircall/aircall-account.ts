import type { AircallCall, AircallState } from './aircall-state.ts';
import { webhookNoteBody } from './bodies/note-body.ts';
import { webhookCallBody } from './bodies/webhook-call-body.ts';
import { MediaLinks } from './media/media-links.ts';
import { type DeliveryOptions, type Published, WebhookDeliveries } from './webhooks/webhook-deliveries.ts';
import type { EventBody } from './webhooks/webhook-delivery.ts';

/** The simulator's one account: its data, its media links, and its webhooks. */
export class AircallAccount {
  readonly state: AircallState;
  readonly links: MediaLinks;
  readonly #deliveries: WebhookDeliveries;
  readonly #underway = new Set<Promise<unknown>>();

  constructor(state: AircallState, options: DeliveryOptions & { mediaLifetimeMs: number }) {
    this.state = state;
    this.links = new MediaLinks(options.mediaLifetimeMs);
    this.#deliveries = new WebhookDeliveries(state, options);
  }

  /** The event as it would be sent now, without the token; each time with new media links. */
  describe(call: AircallCall, event: string): Omit<EventBody, 'token'> {
    const note = webhookNoteBody(this.state, call, event);
    if (note !== null)
      return { resource: 'conversation_intelligence', event, timestamp: call.clockSeconds, data: note };
    const data = webhookCallBody(this.state, this.links, call, event);
    return { resource: event.split('.')[0] ?? event, event, timestamp: call.clockSeconds, data };
  }

  publish(callId: number, described: Omit<EventBody, 'token'>): Published {
    const published = this.#deliveries.publish(callId, described);
    void this.track(published.finished);
    return published;
  }

  /** Makes `settled` wait for it. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#underway.add(work);
    return work.finally(() => this.#underway.delete(work));
  }

  /** Resolves once nothing is played or delivered any more. */
  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  stopDeliveries(): void {
    this.#deliveries.stop();
  }
}
