/** How fast it goes, and what is left; null while that cannot be told. */
export interface Pace {
  perMinute: number | null;
  restMs: number | null;
}

/** What was long ago says little of what is to come. */
const longestLookBackMs = 5 * 60_000;
const shortestLookBackMs = 3_000;

/** @returns what tells the pace from how much was done when, by the last minutes */
export function trackPace(): { at(done: number, total: number, nowMs: number): Pace } {
  let seen: Array<{ done: number; atMs: number }> = [];
  return {
    at(done, total, nowMs) {
      seen = [...seen.filter(({ atMs }) => nowMs - atMs <= longestLookBackMs), { done, atMs: nowMs }];
      const [first = { done, atMs: nowMs }] = seen;
      const elapsedMs = nowMs - first.atMs;
      const gained = done - first.done;
      if (elapsedMs < shortestLookBackMs || gained <= 0) return { perMinute: null, restMs: null };
      return { perMinute: (gained / elapsedMs) * 60_000, restMs: ((total - done) / gained) * elapsedMs };
    },
  };
}

/** @returns the pace in words, as far as it is known: `8.1 a minute`, `46 min left` */
export function tellPace({ perMinute, restMs }: Pace): string[] {
  const rate = perMinute === null ? [] : [`${perMinute.toFixed(perMinute < 10 ? 1 : 0)} a minute`];
  return restMs === null ? rate : [...rate, `${tellDuration(restMs)} left`];
}

function tellDuration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 2) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
