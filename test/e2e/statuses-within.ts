/**
 * Requests again while the answer takes longer, five times at most: a machine may stall for some seconds, but a service that
 * is slow is slow each time.
 * @returns all statuses, each once
 * @throws when no answer came in time
 */
export async function statusesWithin(limitMs: number, request: () => Promise<number>): Promise<number[]> {
  const statuses = new Set<number>();
  for (let tries = 0; tries < 5; tries += 1) {
    const startedAtMs = performance.now();
    statuses.add(await request());
    if (performance.now() - startedAtMs < limitMs) return [...statuses];
  }
  throw new Error(`no answer within ${limitMs} ms`);
}
