import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../simulators/kit/seeded-random.ts';
import { deliverAll } from '../stage/post-all.ts';
import type { LimitedStage } from './limited-stage.ts';

export interface LiveCall {
  id: number;
  /** When its call.ended was sent to the ingress, UNIX milliseconds. */
  sentAtMs: number;
}

interface Live {
  serviceUrl: string;
  callers: number;
  perSecond: number;
  firstId: number;
  /** Whether to make more calls. */
  goesOn: () => boolean;
}

/** Makes calls at independent times, so that some come close together (a Poisson process with a fixed seed). */
export async function liveCalls({ makeBody }: LimitedStage, live: Live): Promise<LiveCall[]> {
  const { serviceUrl, callers, perSecond, firstId, goesOn } = live;
  const random = seededRandom(7);
  const calls: LiveCall[] = [];
  const posts: Promise<void>[] = [];
  for (let dueAtMs = Date.now(); goesOn(); ) {
    await sleep(Math.max(0, dueAtMs - Date.now()));
    const id = firstId + calls.length;
    calls.push({ id, sentAtMs: Date.now() });
    const body = makeBody({ id, index: Math.floor(random() * callers) });
    posts.push(deliverAll(`${serviceUrl}/webhooks/aircall`, 1, [body]));
    dueAtMs += (-Math.log(1 - random()) / perSecond) * 1000;
  }
  await Promise.all(posts);
  return calls;
}

/** Makes each caller call once, so that all are known. @returns how many requests to Front another call costs */
export async function makeKnown(
  stage: LimitedStage,
  serviceUrl: string,
  callers: number,
  firstId: number,
): Promise<number> {
  const { front, makeBody } = stage;
  const urls = `${serviceUrl}/webhooks/aircall`;
  for (let index = 0; index < callers; index += 1)
    await deliverAll(urls, 1, [makeBody({ id: firstId + index, index })]);
  await untilQuiet(stage);
  const before = front.journal.entries.length;
  await deliverAll(urls, 1, [makeBody({ id: firstId + callers, index: 0 })]);
  await untilQuiet(stage);
  return front.journal.entries.length - before;
}

const quietMs = 3_000;

/** Waits until no request to Front has come for a while. */
export async function untilQuiet({ front }: LimitedStage): Promise<void> {
  for (;;) {
    const before = front.journal.entries.length;
    await sleep(quietMs);
    const now = front.journal.entries.length;
    if (now === before && Date.now() - (front.journal.entries.at(-1)?.atMs ?? 0) > quietMs) return;
  }
}
