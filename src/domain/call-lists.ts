/** A time in which calls began, UNIX seconds, both ends within it. */
export interface Period {
  fromSeconds: number;
  toSeconds: number;
}

/** Where a walk through Aircall's lists of calls stands: the periods that are left, oldest first, and the page of the first. */
export interface ListPosition {
  periods: Period[];
  page: number;
}

/** Aircall gives 50 calls a page at most. */
const callsPerPage = 50;
/** No list of Aircall's goes beyond this many records, and none says so (Aircall's help centre on its API). */
const longestList = 10_000;

/** @returns where the walk through a period begins */
export function startOfList(period: Period): ListPosition {
  return { periods: [period], page: 1 };
}

/**
 * Whether a period has more calls than Aircall lists, so that it has to be asked for in parts.
 * @param total Aircall's own count, null when it does not say: then a list that ends where lists end is taken for cut off
 */
export function isCutOff(
  { fromSeconds, toSeconds }: Period,
  { page, total, nextPage }: { page: number; total: number | null; nextPage: number | null },
): boolean {
  if (fromSeconds >= toSeconds) return false;
  return total === null ? nextPage === null && page * callsPerPage >= longestList : total >= longestList;
}

/** @returns where the walk goes on after a page; null after the last */
export function nextInList(
  { periods: [current, ...later], page }: ListPosition,
  { cutOff, nextPage }: { cutOff: boolean; nextPage: number | null },
): ListPosition | null {
  if (current === undefined) return null;
  if (cutOff) return { periods: [...halves(current), ...later], page: 1 };
  if (nextPage !== null) return { periods: [current, ...later], page: Math.max(nextPage, page + 1) };
  return later.length === 0 ? null : { periods: later, page: 1 };
}

function halves({ fromSeconds, toSeconds }: Period): [Period, Period] {
  const middle = Math.floor((fromSeconds + toSeconds) / 2);
  return [
    { fromSeconds, toSeconds: middle },
    { fromSeconds: middle + 1, toSeconds },
  ];
}

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

/** @returns a time as ISO 8601 to the second: 2026-01-31T09:00:00Z */
export function showTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
