import fc from 'fast-check';
import type { Story } from './any-story.ts';
import { type Webhook, webhooksOf } from './webhooks.ts';

/** How a choice among webhooks is made before their number is known, so that a story shrinks without a new choice. */
export interface AnyArrival {
  /** The webhooks come in the order of their keys. */
  keys: number[];
  repeats: { of: number; at: number }[];
  /** The call's run is let close after so many of them, where it can. */
  restAfter: number | null;
}

export const anyArrival: fc.Arbitrary<AnyArrival> = fc.record({
  keys: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
  repeats: fc.array(fc.record({ of: fc.nat(20), at: fc.nat(30) }), { maxLength: 5 }),
  restAfter: fc.option(fc.nat(10), { freq: 1 }),
});

/** Which of a call's webhooks are lost; one `call.ended` always comes. */
export const anyLoss: fc.Arbitrary<boolean[]> = fc.oneof(
  fc.constant<boolean[]>([]),
  fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
);

export function sentOf(story: Story, lost: boolean[]): Webhook[] {
  const all = webhooksOf(story);
  const kept = all.filter((_, index) => lost[index] !== true);
  if (kept.some(({ event }) => event === 'call.ended')) return kept;
  return all.filter((webhook, index) => webhook.event === 'call.ended' || lost[index] !== true);
}

/** The places of the webhooks, in the order in which they come; `rest` where the run is let close. */
export function orderOf(sent: Webhook[], arrival: AnyArrival): (number | 'rest')[] {
  const { keys, repeats, restAfter } = arrival;
  const order: (number | 'rest')[] = sent
    .map((_, index) => index)
    .toSorted((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0));
  for (const { of, at } of repeats) order.splice(at % (order.length + 1), 0, of % sent.length);
  const restAt = restAfter === null ? null : firstRest(sent, order, restAfter);
  return restAt === null ? order : order.toSpliced(restAt, 0, 'rest');
}

/** Whether it says that there is a voicemail, or a recording. */
export const announcesVoicemail = ({ event, media }: Webhook): boolean => event === 'call.voicemail_left' || media;

/** A run closes by itself once `call.ended` is there; a voicemail must be reported before, not days later. */
function firstRest(sent: Webhook[], order: (number | 'rest')[], from: number): number | null {
  for (let at = from; at < order.length; at += 1) {
    const before = order.slice(0, at).flatMap((place) => (place === 'rest' ? [] : (sent[place] ?? [])));
    const ended = before.some(({ event }) => event === 'call.ended');
    if (ended && (before.some(announcesVoicemail) || !sent.some(announcesVoicemail))) return at;
  }
  return null;
}
