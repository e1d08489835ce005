/**
 * @param maxEdits with more edits it is another word, not a slip
 * @returns the word that was probably meant, case ignored, or null when none is near.
 */
export function closestWord(written: string, words: readonly string[], maxEdits = 2): string | null {
  const near = words
    .map((word) => ({ word, edits: countEdits(written.toLowerCase(), word.toLowerCase()) }))
    // A word of three letters is two edits away from any other of its length: such a guess would be noise.
    .filter(({ word, edits }) => edits <= Math.min(maxEdits, Math.floor(word.length / 3)))
    .toSorted((a, b) => a.edits - b.edits);
  return near[0]?.word ?? null;
}

/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
