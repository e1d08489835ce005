import type { Period } from './call-lists.ts';

const hour = 3600;
/** Aircall lists calls by their beginning: this much is looked back so that long calls, and late ones, are met too. */
const lookBackSeconds = 3 * hour;
/** After a long outage no more is caught up with than this; the rest is for a person to ask for. */
export const longestLookBackSeconds = 7 * 24 * hour;

/**
 * What the scheduled comparison looks at: the last hours, and all since the last one that succeeded.
 * @param reachedSeconds where the last one ended, null when there was none
 */
export function reconcilePeriod(nowSeconds: number, reachedSeconds: number | null): Period {
  const since = Math.min(reachedSeconds ?? nowSeconds, nowSeconds) - lookBackSeconds;
  return { fromSeconds: Math.max(since, nowSeconds - longestLookBackSeconds), toSeconds: nowSeconds };
}
