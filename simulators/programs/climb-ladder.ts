/** One way to get something: `climb` gives what was looked for (the path of an executable, say), or throws an Error that says why not. */
export interface Rung<Found = string> {
  name: string;
  climb: () => Promise<Found>;
}

/**
 * Tries each rung in order and returns the first result.
 * @param what the thing to find, for the error
 * @param remedies for the user, one a line
 * @throws {Error} if no rung succeeds: each with its reason, and the remedies
 */
export async function climbLadder<Found = string>(
  what: string,
  rungs: Rung<Found>[],
  remedies: string[],
): Promise<Found> {
  const reasons: string[] = [];
  for (const { name, climb } of rungs) {
    try {
      return await climb();
    } catch (error) {
      reasons.push(`  - ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const remedy = remedies.map((line) => `  - ${line}`);
  throw new Error([`No ${what}. Tried:`, ...reasons, 'Do one of these:', ...remedy].join('\n'));
}
