/** Node's output for an uncaught error. */
const uncaught =
  /^(?:Uncaught|.*(?:UnhandledPromiseRejection|unhandledRejection|uncaughtException)|\s+at .*node:internal)/m;
const errorLevels = new Set(['error', 'fatal']);
/** A busy machine keeps Temporal waiting, or its connection breaks: the sender is asked to deliver again, and does. */
const busy = /DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED|CANCELLED/;

/** @returns the lines of a service's output that report an unexpected error */
export function findLogFaults(output: string): string[] {
  return output.split('\n').filter((line) => {
    if (!line.startsWith('{')) return uncaught.test(line);
    const { level, msg, err } = JSON.parse(line) as { level: string; msg: string; err?: { message: string } };
    const isBusy = msg.startsWith('Temporal has not stored') && busy.test(err?.message ?? '');
    return errorLevels.has(level) && !isBusy;
  });
}
