import { DefaultLogger, Runtime } from '@temporalio/worker';

let isQuiet = false;

/** Keeps Temporal's own log to warnings, if it is called before anything else starts the runtime. */
export function keepRuntimeQuiet(): void {
  // A process can have one runtime alone.
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('WARN') });
  isQuiet = true;
}
