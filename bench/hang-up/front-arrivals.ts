import { setTimeout as sleep } from 'node:timers/promises';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';

const timeoutMs = 3_600_000;

/** @returns when the first entry of each call appeared in Front, by the call's id, UNIX milliseconds */
export function arrivals({ state }: FrontSimulator): Map<number, number> {
  const first = new Map<number, number>();
  for (const { messages } of state.conversations) {
    for (const { externalId, arrivedAtMs } of messages) {
      const id = Number(/^aircall-(\d+)-/.exec(externalId ?? '')?.[1] ?? Number.NaN);
      first.set(id, Math.min(first.get(id) ?? Number.POSITIVE_INFINITY, arrivedAtMs));
    }
  }
  return first;
}

/** Waits until each of these calls has an entry in Front. @returns when they appeared, as `arrivals` */
export async function untilArrived(front: FrontSimulator, ids: readonly number[]): Promise<Map<number, number>> {
  for (const startedAtMs = Date.now(); ; await sleep(250)) {
    const there = arrivals(front);
    if (ids.every((id) => there.has(id))) return there;
    if (Date.now() - startedAtMs > timeoutMs) throw new Error('Some calls do not reach Front');
  }
}
