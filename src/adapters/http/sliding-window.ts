/** How many requests a window lets through, and when that may be more. */
interface Ceiling {
  max: number;
  risesAtMs: number;
}

export interface SlidingWindow {
  /** @returns milliseconds until one more request may go out, 0 for now; Infinity until one under way is answered */
  waitMs(nowMs: number): number;
  /** A request goes out. @returns what to call when it has been answered; with null if it never went out */
  begin(nowMs: number): (answeredAtMs: number | null) => void;
  /** The requests that count now. */
  count(nowMs: number): number;
  /** When the oldest of those under way was sent; -Infinity for none. */
  oldestUnderWayMs(): number;
  /** Nothing goes out before then: the vendor's own word. */
  hold(untilMs: number): void;
  /** @returns milliseconds until `hold` is over, 0 for now */
  heldMs(nowMs: number): number;
  isIdle(nowMs: number): boolean;
}

/**
 * Lets so many requests through in any window of time. A request counts until a whole window after its answer: when between
 * sending and answer the vendor counted it is not known. So the limit holds however slow the way is. Times are monotonic.
 * @param countedMs after so long under way it has been counted for certain: a recording may take minutes to be sent
 */
export function createSlidingWindow(
  windowMs: number,
  ceiling: (nowMs: number) => Ceiling,
  countedMs = Number.POSITIVE_INFINITY,
): SlidingWindow {
  const underWay = new Set<{ sinceMs: number }>();
  let heldUntilMs = 0;
  let answeredAtMs: number[] = [];
  const count = (nowMs: number): number => {
    answeredAtMs = answeredAtMs.filter((atMs) => atMs > nowMs - windowMs);
    for (const request of underWay) if (nowMs - request.sinceMs >= countedMs) underWay.delete(request);
    return answeredAtMs.length + underWay.size;
  };
  return {
    count,
    waitMs(nowMs) {
      if (heldUntilMs > nowMs) return heldUntilMs - nowMs;
      const { max, risesAtMs } = ceiling(nowMs);
      const over = count(nowMs) - max;
      if (over < 0) return 0;
      const freeing = [
        ...answeredAtMs.map((atMs) => atMs + windowMs),
        ...[...underWay].map(({ sinceMs }) => sinceMs + countedMs),
      ].toSorted((one, other) => one - other)[over];
      return Math.max(1, Math.min(freeing ?? Number.POSITIVE_INFINITY, risesAtMs) - nowMs);
    },
    begin(nowMs) {
      const request = { sinceMs: nowMs };
      underWay.add(request);
      return (atMs) => {
        if (underWay.delete(request) && atMs !== null) answeredAtMs.push(atMs);
      };
    },
    oldestUnderWayMs: () => [...underWay][0]?.sinceMs ?? Number.NEGATIVE_INFINITY,
    hold(untilMs) {
      heldUntilMs = untilMs;
    },
    heldMs: (nowMs) => Math.max(0, heldUntilMs - nowMs),
    isIdle: (nowMs) => count(nowMs) === 0 && heldUntilMs <= nowMs,
  };
}
