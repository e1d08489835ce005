import type { Call } from './call.ts';

/** Aircall tells of a call half a minute after its end; the rest is for a machine or a Temporal that is busy. */
const freshMs = 120_000;

/**
 * Whether the call ended so long ago that nobody waits for it: its webhook came late, or nobody took it up, or it was found
 * by a look back. One that goes on, of which a comment tells, is not late however long it takes.
 * @param awaitedMs for how long it may have been waited for on purpose
 */
export function isLate({ endedAtSeconds }: Pick<Call, 'endedAtSeconds'>, nowMs: number, awaitedMs = 0): boolean {
  return endedAtSeconds !== null && nowMs - endedAtSeconds * 1000 > freshMs + awaitedMs;
}
