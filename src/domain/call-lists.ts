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
