/** What ends the parts of the demo, in the order in which they were started. */
export type Closing = Array<() => Promise<unknown>>;

/** Ends the parts, the last one first; one that fails keeps no other from being ended. @throws the first failure */
export async function closeAll(closing: Closing): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing.toReversed()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
