import type { Period } from './call-lists.ts';

const hour = 3600;
/** Aircall lists calls by when they began: looking back this far finds long and late calls too. */
const lookBackSeconds = 3 * hour;
/** A call that had not ended is looked for this long; Aircall leaves some "in progress" for ever. */
const maxCallSeconds = 24 * hour;
/** After a long outage no more is caught up with than this; the rest is for a person to ask for. */
export const longestLookBackSeconds = 7 * 24 * hour;

/**
 * The period that the scheduled comparison covers: the last hours, all since the last one that succeeded, and the calls
 * that had not ended by then.
 * @param reachedSeconds where the last one ended, null when there was none
 * @param openSinceSeconds when the first of the calls began that had not ended then
 */
export function reconcilePeriod(
  nowSeconds: number,
  reachedSeconds: number | null,
  openSinceSeconds = Number.POSITIVE_INFINITY,
): Period {
  const open = openSinceSeconds < nowSeconds - maxCallSeconds ? Number.POSITIVE_INFINITY : openSinceSeconds;
  const since = Math.min(Math.min(reachedSeconds ?? nowSeconds, nowSeconds) - lookBackSeconds, open);
  return { fromSeconds: Math.max(since, nowSeconds - longestLookBackSeconds), toSeconds: nowSeconds };
}
