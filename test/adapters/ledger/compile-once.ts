import { setFlagsFromString } from 'node:v8';

/** The option of Node that has the effect of `compileOnce` in a process that a test starts. */
export const compileOnceOption = '--liftoff-only';

/**
 * Lets WebAssembly, which PGlite is, be compiled once, from now on in this process. What runs often V8 compiles again on
 * other threads, to run it faster: that takes seconds of CPU time, and tests are over before it pays.
 */
export function compileOnce(): void {
  setFlagsFromString(compileOnceOption);
}
