/** npm passes on to its script a Ctrl-C that the terminal has told it already. */
const sameMs = 500;

/**
 * @returns a signal that the first Ctrl-C (or SIGTERM, or a closed terminal) aborts; a second one ends the process at
 * once, and with it what it started
 */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  let firstAtMs = 0;
  const interrupt = (): void => {
    if (controller.signal.aborted && Date.now() - firstAtMs > sameMs) process.exit(130);
    if (controller.signal.aborted) return;
    firstAtMs = Date.now();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller.signal;
}
