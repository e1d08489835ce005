/** The period in which calls began, UNIX seconds, both ends included. */
export interface Period {
  fromSeconds: number;
  toSeconds: number;
}

/** Position in Aircall's lists of calls: the periods that are left, oldest first, and the page of the first. */
export interface ListPosition {
  periods: Period[];
  page: number;
}

/** Aircall's maximum page size. */
const callsPerPage = 50;
/** Aircall cuts every list off at this many records without saying so (its help centre on the API). */
const maxListLength = 10_000;

/** @returns the first position of a period */
export function startOfList(period: Period): ListPosition {
  return { periods: [period], page: 1 };
}

/**
 * Whether a period has more calls than Aircall lists, and must be requested in parts.
 * @param total Aircall's own count; null when absent: then a list of the maximum length counts as cut off
 */
export function isCutOff(
  { fromSeconds, toSeconds }: Period,
  { page, total, nextPage }: { page: number; total: number | null; nextPage: number | null },
): boolean {
  if (fromSeconds >= toSeconds) return false;
  return total === null ? nextPage === null && page * callsPerPage >= maxListLength : total >= maxListLength;
}

/** @returns the position after a page; null after the last */
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
/** Aircall lists calls by start time: looking back this far finds long and late calls too. */
const lookBackSeconds = 3 * hour;
/** A call that had not ended is looked for this long; Aircall leaves some "in progress" for ever. */
const maxCallSeconds = 24 * hour;
/** After a long outage reconcile catches up this far; `callthread reconcile --from` covers the rest. */
export const maxLookBackSeconds = 7 * 24 * hour;

/**
 * The period of the scheduled comparison: the last hours, everything since the last success, and the calls that had not
 * ended by then.
 * @param reachedSeconds where the last one ended, null if there was none
 * @param openSinceSeconds when the first of the calls began that had not ended then
 */
export function reconcilePeriod(
  nowSeconds: number,
  reachedSeconds: number | null,
  openSinceSeconds = Number.POSITIVE_INFINITY,
): Period {
  const open = openSinceSeconds < nowSeconds - maxCallSeconds ? Number.POSITIVE_INFINITY : openSinceSeconds;
  const since = Math.min(Math.min(reachedSeconds ?? nowSeconds, nowSeconds) - lookBackSeconds, open);
  return { fromSeconds: Math.max(since, nowSeconds - maxLookBackSeconds), toSeconds: nowSeconds };
}

/** @returns a time as ISO 8601 to the second: 2026-01-31T09:00:00Z */
export function showTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
