import { onTestFinished } from 'vitest';

const tickMs = 50;

/**
 * Measures what the product promises in seconds. It counts ticks of this process, so a stall of the machine counts as one,
 * and a slow machine's ticks are longer.
 * @returns milliseconds since then
 */
export function startClock(): () => number {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, tickMs);
  onTestFinished(() => clearInterval(timer));
  return () => ticks * tickMs;
}
