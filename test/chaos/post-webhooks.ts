import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookDelivery } from '../../simulators/aircall/webhooks/webhook-delivery.ts';
import type { Town } from '../e2e/town.ts';
import { drawFor } from './draw.ts';

const lookEveryMs = 50;
/** Hundreds of copies that are posted again and again would take the machine from what answers them. */
const longestPauseMs = 15_000;
/** A comment's event may come long after its call is done. */
const latestMs = (event: string): number => (event === 'call.commented' ? 12_000 : 5_000);

export interface WebhookPosts {
  /** Resolves once every event that the simulator has sent so far is stored, with how many posts that took. */
  delivered(): Promise<{ posts: number; refused: number }>;
  stop(): void;
}

/**
 * Delivers the events of all calls to the service as Aircall does, at least once each and again until the answer is
 * 200; most of them several times, each copy after its own delay, so they come in any order.
 */
export function postWebhooks(town: Town, serviceUrl: string, seed: number): WebhookPosts {
  const { deliveries } = town.aircall;
  const stopped = new AbortController();
  const count = { posts: 0, refused: 0 };
  const pending = new Set<Promise<void>>();
  const counts = new Map<string, number>();
  let seen = 0;

  async function post({ body }: WebhookDelivery, afterMs: number): Promise<void> {
    await sleep(afterMs);
    for (let pauseMs = 300; !stopped.signal.aborted; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      count.posts += 1;
      const status = await town.post(serviceUrl, body).catch(() => 0);
      if (status === 200) return;
      // 408: on a busy machine the body came too slowly.
      if (status >= 400 && status < 500 && status !== 408)
        throw new Error(`a webhook of Aircall's was refused with ${status}`);
      count.refused += 1;
      await sleep(pauseMs);
    }
  }

  /** Which of its kind it is: by this, not by its place among all, its luck is drawn, for that place is not repeatable. */
  const nth = ({ callId, event }: WebhookDelivery): number => {
    const key = `${callId} ${event}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 0;
  };
  const take = (): void => {
    for (; seen < deliveries.length; seen += 1) {
      const delivery = deliveries[seen];
      if (delivery === undefined) continue;
      const draw = drawFor(seed, 'post', delivery.callId, delivery.event, nth(delivery));
      for (let copies = draw.between(1, 4); copies > 0; copies -= 1) {
        const posted = post(delivery, draw.between(0, latestMs(delivery.event)));
        pending.add(posted);
        void posted.then(() => pending.delete(posted));
      }
    }
  };
  const timer = setInterval(take, lookEveryMs);
  return {
    async delivered() {
      take();
      while (pending.size > 0) await Promise.all(pending);
      return count;
    },
    stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}
