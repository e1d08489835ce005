export interface RequestWindow {
  /** @returns milliseconds until one more request may go out, 0 for now; null until one of those under way is answered */
  waitMs(nowMs: number): number | null;
  /** A request goes out. @returns what is to be told when it has been answered */
  begin(nowMs: number): (answeredAtMs: number) => void;
  /** Nothing goes out before then: the vendor's own word. */
  hold(untilMs: number): void;
  /** Whether it has nothing to remember. */
  isIdle(nowMs: number): boolean;
}

/**
 * Lets out so many requests in any window of time. A request counts until a whole window after its answer, since nobody
 * knows when, between its sending and its answer, the vendor has counted it: so the limit holds however slow the way is.
 * @param longestMs after so long under way it has been counted for certain: a recording may take minutes to be sent
 */
export function createRequestWindow(
  windowMs: number,
  most: () => number,
  longestMs = Number.POSITIVE_INFINITY,
): RequestWindow {
  const underWay = new Set<{ sinceMs: number }>();
  let heldUntilMs = 0;
  let answeredAtMs: number[] = [];
  const forget = (nowMs: number): void => {
    answeredAtMs = answeredAtMs.filter((atMs) => atMs > nowMs - windowMs);
    for (const request of underWay) if (nowMs - request.sinceMs >= longestMs) underWay.delete(request);
  };
  return {
    waitMs(nowMs) {
      if (heldUntilMs > nowMs) return heldUntilMs - nowMs;
      forget(nowMs);
      const over = answeredAtMs.length + underWay.size - most();
      if (over < 0) return 0;
      const freeing = [
        ...answeredAtMs.map((atMs) => atMs + windowMs),
        ...[...underWay].map(({ sinceMs }) => sinceMs + longestMs),
      ].toSorted((one, other) => one - other)[over];
      return freeing === undefined || freeing === Number.POSITIVE_INFINITY ? null : freeing - nowMs;
    },
    begin(nowMs) {
      const request = { sinceMs: nowMs };
      underWay.add(request);
      return (atMs) => {
        if (underWay.delete(request)) answeredAtMs.push(atMs);
      };
    },
    hold(untilMs) {
      heldUntilMs = untilMs;
    },
    isIdle(nowMs) {
      forget(nowMs);
      return underWay.size + answeredAtMs.length === 0 && heldUntilMs <= nowMs;
    },
  };
}
