export interface RequestWindow {
  /** @returns milliseconds until one more request may go out, 0 for now; null until one of those under way is answered */
  waitMs(nowMs: number): number | null;
  begin(): void;
  end(nowMs: number): void;
  /** Nothing goes out before then: the vendor's own word. */
  hold(untilMs: number): void;
  /** Whether it has nothing to remember. */
  isIdle(nowMs: number): boolean;
}

/**
 * Lets out so many requests in any window of time. A request counts until a whole window after its answer, since nobody
 * knows when, between its sending and its answer, the vendor has counted it: so the limit holds however slow the way is.
 */
export function createRequestWindow(windowMs: number, most: () => number): RequestWindow {
  let underWay = 0;
  let heldUntilMs = 0;
  let answeredAtMs: number[] = [];
  const forget = (nowMs: number): void => {
    answeredAtMs = answeredAtMs.filter((atMs) => atMs > nowMs - windowMs);
  };
  return {
    waitMs(nowMs) {
      if (heldUntilMs > nowMs) return heldUntilMs - nowMs;
      forget(nowMs);
      const over = answeredAtMs.length + underWay - most();
      if (over < 0) return 0;
      const freeing = answeredAtMs[over];
      return freeing === undefined ? null : freeing + windowMs - nowMs;
    },
    begin() {
      underWay += 1;
    },
    end(nowMs) {
      underWay -= 1;
      answeredAtMs.push(nowMs);
    },
    hold(untilMs) {
      heldUntilMs = untilMs;
    },
    isIdle(nowMs) {
      forget(nowMs);
      return underWay + answeredAtMs.length === 0 && heldUntilMs <= nowMs;
    },
  };
}
