/** @returns the smallest value that this share of the values does not exceed, to a tenth; NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return Math.round(value * 10) / 10;
}

/** @returns the median; of an even number of values the mean of the middle two; NaN of none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/**
 * Measures two things side by side in pairs, alternating which goes first, so that other load on the machine affects
 * both.
 */
export async function measurePairs<Result>(
  pairs: number,
  ours: (pair: number) => Promise<Result>,
  theirs: (pair: number) => Promise<Result>,
): Promise<Array<{ ours: Result; theirs: Result }>> {
  const measured: Array<{ ours: Result; theirs: Result }> = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) {
      const first = await ours(pair);
      measured.push({ ours: first, theirs: await theirs(pair) });
    } else {
      const first = await theirs(pair);
      measured.push({ theirs: first, ours: await ours(pair) });
    }
  }
  return measured;
}
